BeforeDiscovery {
    $examples = Join-Path $PSScriptRoot .. .. docs examples
    $files = @(Get-ChildItem $examples -Recurse -File -Force | ForEach-Object { @{ File = $_.FullName; Name = [System.IO.Path]::GetRelativePath($examples, $_.FullName) } })
}

BeforeAll {
    . "$PSScriptRoot/Common.ps1"

    function Get-Code {
        # The PowerShell of an example: the file itself, or the blocks of a workflow that pwsh runs.
        param([string] $File)

        $text = Get-Content $File -Raw
        if ($File -like '*.ps1') { return $text }
        [regex]::Matches($text, '(?ms)^(?<dent> +)shell: pwsh\r?\n\k<dent>run: \|\r?\n(?<code>(?:\k<dent>  .*\r?\n?|\s*\r?\n)+)') | ForEach-Object { $_.Groups['code'].Value }
    }
}

Describe 'The example <Name>' -ForEach $files {
    It 'has PowerShell that parses, with commands of the module as they are' {
        foreach ($code in Get-Code $File) {
            $errors = $null
            $tree = [System.Management.Automation.Language.Parser]::ParseInput($code, [ref] $null, [ref] $errors)
            $errors | Should -BeNullOrEmpty
            foreach ($call in $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
                $known = if ($call.GetCommandName()) { Get-Command $call.GetCommandName() -ErrorAction Ignore }
                if ($call.GetCommandName() -like '*-*') { ($known -or $call.GetCommandName() -eq 'Get-AutomationVariable') | Should -BeTrue -Because "$call" }
                if ($known.Source -eq 'ServiceGuru') {
                    [System.Management.Automation.Language.StaticParameterBinder]::BindCommand($call, $true).BindingExceptions.Values | Should -BeNullOrEmpty -Because "$call"
                }
            }

            # What is given to the script is what it takes.
            $script = Get-Command (Join-Path (Split-Path $env:SERVICEGURU_TEST_MODULE) runbooks Invoke-WeeklyDeployment.ps1)
            foreach ($call in $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] -and "$($args[0])" -like '& $script*' }, $true)) {
                foreach ($parameter in $call.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] }) {
                    $script.Parameters.Keys | Should -Contain $parameter.ParameterName
                }
            }
        }
    }

    It 'has no secret in it, nor on a command line' {
        $text = Get-Content $File -Raw
        $text | Should -Not -Match '(ghp_|github_pat_|xox[bap]-|syt_|sntrys_|eyJ)\w+'
        foreach ($line in $text -split "`n" | Where-Object { $_ -match '^\s*(- )?(run:|guru|pwsh|&)' }) {
            $line | Should -Not -Match 'secrets\.|TOKEN|PASSWORD' -Because 'everybody who lists processes sees it'
        }
    }
}

Describe 'The script for automation' {
    BeforeAll {
        Push-Location $TestDrive
        $sandbox = Start-Sandbox (Join-Path $TestDrive world) -Speed 1000 -Fault registry-down
        $script = Join-Path (Split-Path $env:SERVICEGURU_TEST_MODULE) runbooks Invoke-WeeklyDeployment.ps1

        function Set-SandboxState {
            param([string] $Fault, [bool] $On)

            $null = Invoke-RestMethod "$($sandbox.Url.ToString().TrimEnd('/'))/sandbox/faults/$Fault" -Method ($On ? 'Put' : 'Delete')
        }
    }
    AfterAll {
        Pop-Location
        Stop-Sandbox
    }

    It 'starts, fails with an exit code, and goes on with the same run when it is started again' {
        $first = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -File $script -ContinueWithin 12:00:00 -AsJson | Select-Object -Last 1 | ConvertFrom-Json
        $first.ExitCode | Should -BeIn 1, 3
        $LASTEXITCODE | Should -Be $first.ExitCode
        $first.Status | Should -Be 'Failed'
        $first.NextAction | Should -Not -BeNullOrEmpty

        Set-SandboxState registry-down $false
        $second = & $script -ContinueWithin 12:00:00
        $second.ExitCode | Should -Be 0 -Because "$($second.Message)"
        $second.Run | Should -Be $first.Run
        $second.Status | Should -Be 'Succeeded'
        Get-RunbookRun | Should -HaveCount 1
    }

    It 'starts another one where the newest has succeeded, and one that is too old is left' {
        (& $script -ContinueWithin 12:00:00 -WhatIf).Status | Should -Be 'Planned'
        $third = & $script -ContinueWithin 12:00:00 -Runbook monthly-cleanup
        $third.Runbook | Should -Be 'monthly-cleanup'
        @(Get-RunbookRun).Count | Should -Be 2
    }

    It 'takes secrets as objects and of an automation account, and forgets them' {
        $text = Get-Content $env:SERVICEGURU_SERVICE -Raw
        $github = Get-Content ([regex]::Match($text, 'file:(\S*/github)["'']?\s').Groups[1].Value) -Raw
        $sentry = Get-Content ([regex]::Match($text, 'file:(\S*/sentry)["'']?\s').Groups[1].Value) -Raw
        $definition = Join-Path $TestDrive given.yaml
        Set-Content $definition ($text -replace 'file:\S*/github(?=["'']?\s)', 'env:GURU_TEST_GITHUB' -replace 'file:\S*/sentry(?=["'']?\s)', 'env:GURU_TEST_SENTRY')
        function global:Get-AutomationVariable { param([string] $Name) if ($Name -eq 'guru-sentry') { $sentry } }
        try {
            $given = @{ 'env:GURU_TEST_GITHUB' = ConvertTo-SecureString $github -AsPlainText -Force }
            $missing = & $script -Service $definition -WhatIf -Secret $given
            $missing.ExitCode | Should -Not -Be 0
            "$($missing.Message)" | Should -Match 'GURU_TEST_SENTRY'
            $planned = & $script -Service $definition -WhatIf -Secret $given -AutomationVariable env:GURU_TEST_SENTRY=guru-sentry
            $planned.ExitCode | Should -Be 0 -Because "$($planned.Message)"
            Get-ServiceSecret | Should -BeNullOrEmpty
        }
        finally {
            Remove-Item function:global:Get-AutomationVariable
        }
    }

    It 'says what is wrong with -AutomationVariable' {
        $result = & $script -WhatIf -AutomationVariable env:X=y
        $result.ExitCode | Should -Be 2
        $result.Message | Should -Match 'no automation account'
        (& $script -WhatIf -AutomationVariable env:X).Message | Should -Match 'REFERENCE=VARIABLE'
    }
}
