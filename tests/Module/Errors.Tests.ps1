BeforeDiscovery {
    # Of three items one is wrong, or all are: each must be heard of. $run and $other are runs that have ended.
    $cases = @(
        @{ Command = '$runs | Get-RunbookRun'; Errors = 'RunNotFound'; Outputs = 2 }
        @{ Command = '$runs | Get-RunbookEvent | Where-Object Type -EQ run-created'; Errors = 'RunNotFound'; Outputs = 2 }
        @{ Command = '$runs | Export-RunbookReport -PassThru'; Errors = 'RunNotFound'; Outputs = 2 }
        @{ Command = '$runs | Stop-Runbook -Confirm:$false'; Errors = 'RunEnded', 'RunNotFound', 'RunEnded'; Outputs = 0 }
        @{ Command = '$runs | ForEach-Object { [pscustomobject]@{ RunId = $_ } } | Resume-Runbook -From nowhere -Confirm:$false'; Errors = 'StepNotFound', 'RunNotFound', 'StepNotFound'; Outputs = 0 }
        @{ Command = '$runs | Undo-RunbookRun -Confirm:$false'; Errors = 'NothingToUndo', 'RunNotFound', 'NothingToUndo'; Outputs = 0 }
        @{ Command = '$runs | ForEach-Object { [pscustomobject]@{ RunId = $_ } } | Invoke-RunbookStep -Step nowhere -Confirm:$false'; Errors = 'StepNotFound', 'RunNotFound', 'StepNotFound'; Outputs = 0 }
        @{ Command = '$runs | ForEach-Object { [pscustomobject]@{ RunId = $_; Step = "ask" } } | Approve-RunbookGate -Confirm:$false'; Errors = 'GateNotFound', 'RunNotFound', 'GateNotFound'; Outputs = 0 }
        @{ Command = '$runs | ForEach-Object { [pscustomobject]@{ RunId = $_; Step = "ask" } } | Deny-RunbookGate -Confirm:$false'; Errors = 'GateNotFound', 'RunNotFound', 'GateNotFound'; Outputs = 0 }
        @{ Command = '$runs | Test-RunbookRecord -Quiet'; Errors = 'RunNotFound'; Outputs = 2 }
        @{ Command = '$runs | ForEach-Object { [pscustomobject]@{ RunId = $_; Step = "open" } } | Submit-RunbookDecision -Choice Retry -Confirm:$false'; Errors = 'RunEnded', 'RunNotFound', 'RunEnded'; Outputs = 0 }
        @{ Command = '"env:A", "env:B", "env:C" | Remove-ServiceSecret -Confirm:$false'; Errors = 'SecretNotGiven', 'SecretNotGiven', 'SecretNotGiven'; Outputs = 0 }
        @{ Command = '"env:D", "env:E", "env:F" | ForEach-Object { [pscustomobject]@{ Reference = $_; Secret = $secrets[$_] } } | Set-ServiceSecret -PassThru'; Errors = 'SecretEmpty'; Outputs = 2 }
        @{ Command = '"./shop.yaml", "./none.yaml", "./shop.yaml" | Get-ServiceDefinition'; Errors = 'ServiceNotFound'; Outputs = 2 }
        @{ Command = '"./shop.yaml", "./bad.yaml", "./shop.yaml" | Get-ServiceDefinition'; Errors = 'InvalidDefinition'; Outputs = 2 }
        @{ Command = '"./shop.yaml", "./none.yaml", "./shop.yaml" | Test-ServiceDefinition -Quiet'; Errors = 'ServiceNotFound'; Outputs = 2 }
        @{ Command = '"a b", "c d", "e f" | Test-DomainAccess -Service ./net.yaml'; Errors = 'InvalidDomain', 'InvalidDomain', 'InvalidDomain'; Outputs = 0 }
        @{ Command = '"a b", "c d" | Test-DomainAccess -Service ./net.yaml -Quiet'; Errors = 'InvalidDomain', 'InvalidDomain'; Outputs = 1 }
        @{ Command = 'Get-PendingChange a, b, c'; Errors = 'UnknownRepository', 'UnknownRepository', 'UnknownRepository'; Outputs = 0 }
        @{ Command = 'Get-ImageStatus a, b -Service ./open.yaml'; Errors = 'UnknownRepository', 'UnknownRepository'; Outputs = 0 }
        @{ Command = 'Get-ReleaseNote a, b'; Errors = 'UnknownRepository', 'UnknownRepository'; Outputs = 0 }
        @{ Command = '"a", "b", "c" | Get-TaskQueue'; Errors = 'QueuesNotDefined', 'QueuesNotDefined', 'QueuesNotDefined'; Outputs = 0 }
        @{ Command = '"a", "b", "c" | ForEach-Object { [pscustomobject]@{ Environment = $_ } } | Invoke-InfrastructureDeploy -Confirm:$false'; Errors = 'UnknownEnvironment', 'UnknownEnvironment', 'UnknownEnvironment'; Outputs = 0 }
        @{ Command = '"a", "b", "c" | ForEach-Object { [pscustomobject]@{ Channel = $_ } } | Restore-ChannelTopic -Confirm:$false'; Errors = 'UnknownChannel', 'UnknownChannel', 'UnknownChannel'; Outputs = 0 }
        @{ Command = '"a", "b", "c" | ForEach-Object { [pscustomobject]@{ ImageStream = $_ } } | Wait-Rollout prod'; Errors = 'UnknownEnvironment', 'UnknownEnvironment', 'UnknownEnvironment'; Outputs = 0 }
        @{ Command = '"a", "b", "c" | ForEach-Object { [pscustomobject]@{ Path = $_ } } | New-MastodonPost'; Errors = 'MastodonMissing', 'MastodonMissing', 'MastodonMissing'; Outputs = 0 }
        @{ Command = '"a", "b", "c" | ForEach-Object { [pscustomobject]@{ Path = $_ } } | Publish-ReleaseBlogPost -Confirm:$false'; Errors = 'BlogMissing', 'BlogMissing', 'BlogMissing'; Outputs = 0 }
        @{ Command = '"a", "b", "c" | ForEach-Object { [pscustomobject]@{ Directory = $_ } } | Stop-Sandbox -Confirm:$false'; Errors = 'SandboxNotFound', 'SandboxNotFound', 'SandboxNotFound'; Outputs = 0 }
    )

    # They look at all of it before they do anything, or one answer is about all: one plan, one refusal.
    $together = 'Get-RunbookGate', 'Get-SandboxFault', 'Get-ServiceSecret', 'Set-SandboxFault', 'Invoke-ProdImport', 'Move-StableBranch', 'New-FirewallRequest', 'New-ReleaseBlogPost', 'Publish-MastodonPost', 'Remove-RunbookRun', 'Remove-StaleImage',
        'Remove-StuckPod', 'Restore-StableBranch', 'Wait-ImageBuild'
    # A mistake in a runbook is its output.
    $answering = 'Test-Runbook'
    Import-Module $env:SERVICEGURU_TEST_MODULE
    $piped = @(Get-Command -Module ServiceGuru | Where-Object { $_.Parameters.Values.ParameterSets.Values.Where{ $_.ValueFromPipeline -or $_.ValueFromPipelineByPropertyName } }).Name
    $untold = @($piped | Where-Object { $name = $_; $name -notin $together -and $name -notin $answering -and -not ($cases.Command -match "\b$name\b") })
}

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Push-Location $TestDrive
    'name: shop' | Set-Content shop.yaml
    'name: shop', 'nonsense: 1' | Set-Content bad.yaml
    $env:SERVICEGURU_SERVICE = Join-Path $TestDrive shop.yaml
    "name: wait`nsteps:`n  - { id: open, uses: gate/window, with: { environment: prod } }" | Set-Content wait.yaml
    'name: shop', 'environments: { prod: { cluster: main, namespace: shop, branch: stable, imageTag: prod, production: true } }', 'clusters: { main: { server: "http://127.0.0.1:9", token: "env:NONE" } }' | Set-Content open.yaml
    'name: shop', 'environments: { prod: { cluster: main, namespace: shop, branch: stable, imageTag: prod } }', 'clusters: { main: { server: "http://127.0.0.1:9", token: "env:NONE" } }', 'workloads: [{ name: web, image: web }]', 'network: { from: { workload: web } }' | Set-Content net.yaml
    $secrets = @{ 'env:D' = [securestring]::new(); 'env:E' = [securestring]::new(); 'env:F' = [securestring]::new() }
    'env:D', 'env:F' | ForEach-Object { $secrets[$_].AppendChar('x') }
    $run, $other = 1..2 | ForEach-Object { (Invoke-Runbook ./wait.yaml -Service ./open.yaml -Confirm:$false | Select-Object -Last 1).Id }
    $runs = $run, '20260101-000000-none', $other
}
AfterAll {
    'env:D', 'env:F' | Remove-ServiceSecret -Confirm:$false -ErrorAction Ignore
    $env:SERVICEGURU_SERVICE = $null
    Pop-Location
}

Describe 'Of three items' {
    It 'one that fails keeps no other from its turn: <Command>' -ForEach $cases {
        $failed = [System.Collections.Generic.List[object]]::new()
        $output = @(& {
                $ErrorActionPreference = 'Continue'
                & ([scriptblock]::Create($Command)) 2>&1
            } | ForEach-Object { if ($_ -is [System.Management.Automation.ErrorRecord]) { $failed.Add($_) } else { $_ } })
        @($failed | ForEach-Object { ($_.FullyQualifiedErrorId -split ',')[0] }) | Should -Be @($Errors)
        $output.Count | Should -Be $Outputs
        foreach ($record in $failed) {
            $record.TargetObject | Should -Not -BeNullOrEmpty
            $record.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty -Because $record.FullyQualifiedErrorId
            $record.ErrorDetails.RecommendedAction | Should -Not -Match "'guru (resume|show|runs|undo|stop)"
            $record.CategoryInfo.Category | Should -Not -Be 'NotSpecified'
        }
    }

    It 'every cmdlet of the pipeline is told of above' -ForEach @{ Untold = $untold } {
        $Untold | Should -BeNullOrEmpty
    }

    It 'a file of several is no reason to leave the others: Test-Runbook' {
        './wait.yaml', './none.yaml', './wait.yaml' | Test-Runbook -Quiet | Should -Be @($true, $false, $true)
    }
}

Describe 'A preference' {
    It '-ErrorAction Stop and $ErrorActionPreference end the call at the item that fails' {
        $seen = [System.Collections.Generic.List[string]]::new()
        { $runs | Get-RunbookRun -ErrorAction Stop | ForEach-Object { $seen.Add($_.Id) } } | Should -Throw -ErrorId 'RunNotFound,ServiceGuru.Commands.GetRunbookRunCommand'
        $seen | Should -Be @($run)
        $ErrorActionPreference = 'Stop'
        { $runs | Get-RunbookRun } | Should -Throw -ErrorId 'RunNotFound,*'
    }

    It '-ErrorAction Ignore leaves no trace, -ErrorVariable keeps it' {
        $error.Clear()
        ($runs | Get-RunbookRun -ErrorAction Ignore).Count | Should -Be 2
        $error.Count | Should -Be 0
        $null = $runs | Get-RunbookRun -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed.TargetObject | Should -Be '20260101-000000-none'
        $failed.Exception.Failure.NextAction | Should -Match 'Get-RunbookRun'
    }

    It 'what is wrong with the whole call ends it, whatever the preference' {
        { Get-TaskQueue -Service ./none.yaml -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'ServiceNotFound,*'
        { Get-TaskQueue -Service ./bad.yaml -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'InvalidDefinition,*'
        try { $env:SERVICEGURU_LEDGER = 'mysql://nowhere'; { $runs | Get-RunbookEvent -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'InvalidLedger,*' }
        finally { $env:SERVICEGURU_LEDGER = $null }
    }
}

Describe 'An empty pipeline' {
    It 'is nothing to ask for: <_>' -ForEach 'Test-DomainAccess', 'Test-DomainAccess -Quiet', 'New-FirewallRequest' {
        & ([scriptblock]::Create("@() | $_ -Service ./net.yaml")) | Should -BeNullOrEmpty
    }
}

Describe 'Without anybody to ask' {
    It 'a question fails with its id and the way out, and nothing is done' {
        $out = Invoke-NewPowerShell @"
Import-Module '$env:SERVICEGURU_TEST_MODULE'
Set-Location '$PWD'
try { '$run', '$other' | Export-RunbookReport -Path '$TestDrive/report.html' -Confirm } catch { `$_.FullyQualifiedErrorId; `$_.ErrorDetails.RecommendedAction }
`$ConfirmPreference = 'Low'
try { New-ServiceDefinition shop '$TestDrive/unasked.yaml' } catch { `$_.FullyQualifiedErrorId }
`$WhatIfPreference = `$true
Export-RunbookReport '$run' -Path '$TestDrive/report.html'
`$WhatIfPreference = `$false
`$ConfirmPreference = 'None'
Export-RunbookReport '$run' -Path '$TestDrive/kept.html'
"@
        $out[0] | Should -Be 'NobodyToConfirm,ServiceGuru.Commands.ExportRunbookReportCommand'
        $out[1] | Should -Match '-Confirm:\$false'
        $out[2] | Should -Be 'NobodyToConfirm,ServiceGuru.Commands.NewServiceDefinitionCommand'
        "$($out[3])" | Should -Match 'What if: .*report\.html'
        $out.Count | Should -Be 4
        "$TestDrive/report.html" | Should -Not -Exist
        "$TestDrive/kept.html" | Should -Exist
    }
}
