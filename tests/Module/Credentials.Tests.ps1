BeforeAll {
    . "$PSScriptRoot/Common.ps1"

    function New-Secret {
        param([string] $Text)

        ConvertTo-SecureString $Text -AsPlainText -Force
    }

    function New-Definition {
        # The sandbox's definition, in which a system's token is behind another reference.
        param([string] $Name, [string] $Reference, [string] $System = 'github')

        $path = Join-Path $TestDrive "$Name.yaml"
        Set-Content $path ((Get-Content $env:SERVICEGURU_SERVICE -Raw) -replace "file:\S*/$System(?=[`"']?\s)", $Reference)
        (Get-Content $path -Raw) | Should -Match ([regex]::Escape($Reference))
        $path
    }

    Push-Location $TestDrive
    $sandbox = Start-Sandbox (Join-Path $TestDrive world) -Speed 1000
    $token = Get-Content ([regex]::Match((Get-Content $env:SERVICEGURU_SERVICE -Raw), 'file:(\S*/github)["'']?\s').Groups[1].Value) -Raw
}
AfterAll {
    Get-ServiceSecret | Remove-ServiceSecret -Confirm:$false
    Pop-Location
    Stop-Sandbox
}

Describe 'Secrets of a session' {
    AfterEach { Get-ServiceSecret | Remove-ServiceSecret -Confirm:$false }

    It 'are listed by their reference and never shown' {
        $given = Set-ServiceSecret env:GURU_TEST_TOKEN (New-Secret 'canary-8271') -PassThru
        $given.Reference | Should -Be 'env:GURU_TEST_TOKEN'
        $given.GivenAt | Should -BeOfType datetimeoffset
        Set-ServiceSecret secret:Team/slack -Credential ([pscredential]::new('bot', (New-Secret 'canary-8272')))
        (Get-ServiceSecret).Reference | Should -Be 'env:GURU_TEST_TOKEN', 'secret:Team/slack'
        (Get-ServiceSecret secret:*).Reference | Should -Be 'secret:Team/slack'
        Get-ServiceSecret | Format-List * -Force | Out-String | Should -Not -Match 'canary'
        Complete 'Remove-ServiceSecret sec' | Should -Contain "'secret:Team/slack'"
        ('env:GURU_TEST_TOKEN' | Remove-ServiceSecret -PassThru).Reference | Should -Be 'env:GURU_TEST_TOKEN'
        (Get-ServiceSecret).Reference | Should -Be 'secret:Team/slack'
    }

    It 'are no texts, and a text is not repeated' {
        { Set-ServiceSecret env:GURU_TEST_TOKEN 'canary-8273' } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
        "$($Error[0])$($Error[0].Exception | Format-List * -Force | Out-String)" | Should -Not -Match 'canary'
        { Set-ServiceSecret 'canary-8274' (New-Secret x) } | Should -Throw -ErrorId 'SecretReferenceInvalid,*'
        "$($Error[0] | Format-List * -Force | Out-String)" | Should -Not -Match 'Message.*canary'
        { Set-ServiceSecret env:X ([securestring]::new()) } | Should -Throw -ErrorId 'SecretEmpty,*'
        Remove-ServiceSecret env:X -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed.FullyQualifiedErrorId | Should -Be 'SecretNotGiven,ServiceGuru.Commands.RemoveServiceSecretCommand'
        Get-ServiceSecret | Should -BeNullOrEmpty
    }

    It 'are only foretold with -WhatIf' {
        Set-ServiceSecret env:GURU_TEST_TOKEN (New-Secret canary) -WhatIf
        Get-ServiceSecret | Should -BeNullOrEmpty
        Set-ServiceSecret env:GURU_TEST_TOKEN (New-Secret canary)
        Remove-ServiceSecret env:GURU_TEST_TOKEN -WhatIf
        Get-ServiceSecret | Should -HaveCount 1
    }

    It 'go before what the reference names, and are no environment variable' {
        $definition = New-Definition given env:GURU_TEST_TOKEN
        $before = Test-ServiceDefinition $definition -Access -System github
        $before.State | Select-Object -Unique | Should -Be 'Missing'
        "$($before.Reason)" | Should -Match 'GURU_TEST_TOKEN is not set'

        Set-ServiceSecret env:GURU_TEST_TOKEN (New-Secret $token)
        (Test-ServiceDefinition $definition -Access -System github).State | Select-Object -Unique | Should -Be 'Ok'
        $env:GURU_TEST_TOKEN | Should -BeNullOrEmpty
        Complete "Set-ServiceSecret -Reference env:GURU" | Should -BeNullOrEmpty
    }

    It 'take objects with the right names' {
        [pscustomobject]@{ Reference = 'env:GURU_TEST_A'; Secret = New-Secret a }, [pscustomobject]@{ Reference = 'env:GURU_TEST_B'; Secret = New-Secret b } | Set-ServiceSecret
        (Get-ServiceSecret).Reference | Should -Be 'env:GURU_TEST_A', 'env:GURU_TEST_B'
    }
}

Describe 'Vaults of SecretManagement' {
    BeforeAll {
        # The real module's cmdlets as far as they are called, with its error ids and words (PowerShell/SecretManagement 1.1.2).
        $modules = Join-Path $TestDrive modules
        $folder = New-Item -ItemType Directory (Join-Path $modules Microsoft.PowerShell.SecretManagement)
        Set-Content (Join-Path $folder Microsoft.PowerShell.SecretManagement.psm1) @'
function Get-SecretVault {
    [CmdletBinding()] param([Parameter(Position = 0)] [string[]] $Name)
    'Team', 'Closed', 'Broken' | ForEach-Object { [pscustomobject]@{ Name = $_; ModuleName = 'TestStore'; IsDefault = $_ -eq 'Team' } }
}
function Get-Secret {
    [CmdletBinding()] param([Parameter(Position = 0, Mandatory)] [string] $Name, [Parameter(Position = 1)] [string] $Vault, [switch] $AsPlainText)
    if ($Vault -eq 'Closed') {
        Write-Error -Exception ([System.InvalidOperationException]::new('A valid password is required to access the Microsoft.PowerShell.SecretStore vault.')) -ErrorId GetSecretException -Category InvalidOperation
        return
    }
    if ($Vault -eq 'Broken') {
        Write-Error -Exception ([System.Management.Automation.PSInvalidOperationException]::new("Unable to get secret $Name from vault $Vault", [System.IO.IOException]::new('Disk on fire.'))) -ErrorId GetSecretInvalidOperation -Category InvalidOperation
    }
    $found = switch ("$Vault/$Name") {
        'Team/github' { $env:GURU_TEST_VAULT_CONTENT }
        'Team/credential' { [pscredential]::new('bot', (ConvertTo-SecureString $env:GURU_TEST_VAULT_CONTENT -AsPlainText -Force)) }
        'Team/table' { @{ a = 1 } }
    }
    if ($null -eq $found) {
        Write-Error -Exception ([System.Management.Automation.ItemNotFoundException]::new("The secret $Name was not found.")) -ErrorId GetSecretNotFound -Category ObjectNotFound
        return
    }
    if ($found -is [string] -and -not $AsPlainText) { ConvertTo-SecureString $found -AsPlainText -Force } else { $found }
}
Export-ModuleMember -Function Get-Secret, Get-SecretVault
'@
        $pathBefore = $env:PSModulePath
        $env:GURU_TEST_VAULT_CONTENT = $token
    }
    AfterAll {
        $env:PSModulePath = $pathBefore
        Remove-Module Microsoft.PowerShell.SecretManagement -ErrorAction Ignore
        $env:GURU_TEST_VAULT_CONTENT = $null
    }

    It 'are missed by name where the module is not installed' {
        $env:PSModulePath = (Join-Path $PSHOME Modules)
        $check = Test-ServiceDefinition (New-Definition vault secret:Team/github) -Access -System github | Select-Object -First 1
        $env:PSModulePath = $pathBefore
        $check.State | Should -Be 'Missing'
        $check.Reason | Should -Match 'Microsoft.PowerShell.SecretManagement is not installed'
        $check.NextAction | Should -Match 'Install-PSResource'
    }

    It 'gives <Reference>: <State>' -ForEach @(
        @{ Reference = 'secret:Team/github'; State = 'Ok'; Says = ''; Next = '' }
        @{ Reference = 'secret:Team/credential'; State = 'Ok'; Says = ''; Next = '' }
        @{ Reference = 'secret:Team/nothing'; State = 'Missing'; Says = "The vault 'Team' has no such secret"; Next = 'Get-SecretInfo -Vault Team' }
        @{ Reference = 'secret:Team/table'; State = 'Missing'; Says = 'neither a text nor a credential'; Next = 'Set-Secret -Vault Team' }
        @{ Reference = 'secret:Other/github'; State = 'Missing'; Says = "No vault 'Other' is registered; there are: Team, Closed, Broken"; Next = 'Register-SecretVault -Name Other' }
        @{ Reference = 'secret:Closed/github'; State = 'Missing'; Says = 'A valid password is required'; Next = 'Unlock-SecretVault -Name Closed' }
        @{ Reference = 'secret:Broken/github'; State = 'Missing'; Says = 'Disk on fire'; Next = 'Test-SecretVault -Name Broken' }
    ) {
        $env:PSModulePath = "$modules$([System.IO.Path]::PathSeparator)$pathBefore"
        $check = Test-ServiceDefinition (New-Definition vault $Reference) -Access -System github | Select-Object -First 1
        $check.State | Should -Be $State -Because "$($check.Reason)"
        "$($check.Reason)" | Should -Match ([regex]::Escape($Says))
        "$($check.NextAction)" | Should -Match ([regex]::Escape($Next))
        "$($check.Reason)$($check.NextAction)" | Should -Not -Match ([regex]::Escape($token))
    }

    It 'fail a cmdlet with an id and the next action' {
        $env:PSModulePath = "$modules$([System.IO.Path]::PathSeparator)$pathBefore"
        Set-ChannelTopic in-progress -Channel slack -Service (New-Definition vault secret:Closed/slack channel-slack) -WhatIf -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed[0].FullyQualifiedErrorId | Should -Match '^SecretVaultLocked,'
        $failed[0].ErrorDetails.RecommendedAction | Should -Match 'Set-SecretStoreConfiguration -Interaction None'
    }
}

Describe 'Test-ServiceDefinition -Access' {
    It 'says yes where all is well, and changes nothing' {
        $checks = Test-ServiceDefinition -Access -Timeout 2m
        $checks | Should -BeOfType ServiceGuru.Access.AccessCheck
        $checks | Where-Object State -NE Ok | Out-String | Should -BeNullOrEmpty
        $checks.System | Select-Object -Unique | Sort-Object | Should -Be 'bitwarden', 'copr', 'git', 'github', 'kubernetes', 'mastodon', 'matrix', 'quay', 'sentry', 'service', 'slack'
        Test-ServiceDefinition -Access -Timeout 2m -Quiet | Should -BeTrue
        Get-Effect $sandbox | Should -BeNullOrEmpty
        Get-RunbookRun | Should -BeNullOrEmpty
    }

    It 'names what is missing, and goes on with the others' {
        Set-SandboxState mastodon-token-without-scope $true
        Set-SandboxState sentry-down $true
        $checks = Test-ServiceDefinition -Access -System mastodon, sentry, copr
        Test-ServiceDefinition -Access -System mastodon -Quiet | Should -BeFalse
        Set-SandboxState mastodon-token-without-scope $false
        Set-SandboxState sentry-down $false
        ($checks | Where-Object System -EQ copr).State | Should -Be 'Ok'
        ($checks | Where-Object System -EQ sentry).State | Should -Be 'Unreachable'
        $post = $checks | Where-Object Right -EQ 'post statuses'
        $post.State | Should -Be 'Missing'
        $post.NextAction | Should -Match 'write:statuses'
        ($checks | Format-Table | Out-String) | Should -Match 'post statuses'
    }

    It 'bounds the wait' {
        $check = Test-ServiceDefinition -Access -System git -Timeout 1ms
        $check.State | Should -Be 'Unreachable'
        $check.Reason | Should -Match 'No answer within'
    }

    It 'gives what comes first at once' {
        Test-ServiceDefinition -Access | Select-Object -First 1 | Should -HaveCount 1
    }

    It 'refuses a system that is none, and completes those that are' {
        { Test-ServiceDefinition -Access -System nope -ErrorAction Stop } | Should -Throw -ErrorId 'AccessSystemUnknown,*'
        Complete 'Test-ServiceDefinition -Access -System kub' | Should -Be 'kubernetes'
    }

    It 'says that a definition is wrong before it asks anybody' {
        Set-Content (Join-Path $TestDrive wrong.yaml) 'name: Wrong'
        { Test-ServiceDefinition (Join-Path $TestDrive wrong.yaml) -Access -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidDefinition,*'
    }

    BeforeAll {
        function Set-SandboxState {
            param([string] $Fault, [bool] $On)

            $address = "$($sandbox.Url.ToString().TrimEnd('/'))/sandbox/faults/$Fault"
            $null = Invoke-RestMethod $address -Method ($On ? 'Put' : 'Delete')
        }
    }
}

Describe 'Secrets stay secret' {
    It 'in output, errors, history, transcript, record, state folder and process table' {
        $canary = "canary-$([guid]::NewGuid().ToString('n'))"
        $keep = Join-Path $TestDrive canary.clixml
        $definition = New-Definition leak env:GURU_TEST_CANARY
        $log = Join-Path $TestDrive leak-transcript.txt
        # The secret goes to the child through a file that it reads, as a person's password manager would hand it over.
        Set-Content $keep $canary -NoNewline
        $script = @"
`$null = Start-Transcript '$log'
Import-Module '$env:SERVICEGURU_TEST_MODULE'
Set-ServiceSecret env:GURU_TEST_CANARY (ConvertTo-SecureString (Get-Content '$keep' -Raw) -AsPlainText -Force) -Verbose
Get-ServiceSecret
Test-ServiceDefinition '$definition' -Access -Verbose -System github, git
New-ReleaseBlogPost -Service '$definition' -Author guru -Since 2020-01-01 -Verbose -Debug -ErrorAction Continue
Publish-ReleaseBlogPost -Service '$definition' -Path post.md -Verbose -Confirm:`$false -ErrorAction Continue
Invoke-Runbook weekly-production -Service '$definition' -Verbose -Confirm:`$false -ErrorAction Continue -Timeout 20s
`$Error | Format-List * -Force
Get-History | Format-List *
Get-RunbookRun | ConvertTo-Json -Depth 12 -WarningAction Ignore
`$null = Stop-Transcript
"@
        $child = Start-Process (Get-Process -Id $PID).Path -ArgumentList '-NoProfile', '-NonInteractive', '-EncodedCommand', ([Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($script))) -PassThru -RedirectStandardOutput (Join-Path $TestDrive leak-out.txt) -RedirectStandardError (Join-Path $TestDrive leak-err.txt)
        $seen = [System.Collections.Generic.List[string]]::new()
        while (-not $child.HasExited) {
            foreach ($process in Get-ChildItem /proc -Directory -ErrorAction Ignore | Where-Object Name -Match '^\d+$') {
                foreach ($file in 'cmdline', 'environ') {
                    $text = try { [System.IO.File]::ReadAllText("/proc/$($process.Name)/$file") } catch { '' }
                    if ($text.Contains($canary)) { $seen.Add("$($process.Name)/${file}") }
                }
            }
            $null = $child.WaitForExit(50)
        }

        $seen | Should -BeNullOrEmpty
        $output = Get-Content (Join-Path $TestDrive leak-out.txt) -Raw
        $output | Should -Match 'Bad credentials' -Because 'the canary was used'
        foreach ($file in @(Get-ChildItem $TestDrive -File -Filter leak-*) + @(Get-ChildItem $env:SERVICEGURU_STATE -File -Recurse)) {
            ([System.IO.File]::ReadAllText($file.FullName)).Contains($canary) | Should -BeFalse -Because $file.FullName
        }
        Get-ChildItem $env:SERVICEGURU_STATE -File -Recurse | Should -Not -BeNullOrEmpty
    }
}
