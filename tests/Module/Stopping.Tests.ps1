BeforeDiscovery {
    # Everything outside takes the call and never answers. Whatever asks hangs until it is stopped.
    $hanging = @(
        'Clear-TaskQueue prod -Force -Confirm:$false'
        'Get-DeployedVersion'
        'Get-ImageStatus'
        'Get-InfrastructureChange'
        'Get-PendingChange ogr'
        'Get-ReleaseNote'
        'Get-TaskQueue'
        'Invoke-InfrastructureDeploy prod -Confirm:$false'
        'Invoke-ProdImport -Confirm:$false'
        'Invoke-Runbook ./say.yaml -Confirm:$false'
        'Invoke-Runbook ./say.yaml -WhatIf'
        'Invoke-RunbookStep $said say -Confirm:$false'
        'Move-StableBranch -Confirm:$false'
        'New-FirewallRequest download.kde.org -Confirm:$false'
        'New-MastodonPost weekly/2026/week-20.md'
        'New-ReleaseBlogPost -Confirm:$false'
        'Publish-MastodonPost -Path weekly/2026/week-20.md -Confirm:$false'
        'Publish-ReleaseBlogPost weekly/2026/week-20.md -Confirm:$false'
        'Remove-StaleImage -Force -Confirm:$false'
        'Remove-StuckPod -Force -Confirm:$false'
        'Restore-ChannelTopic -Confirm:$false'
        'Send-ChannelMessage Hello -Confirm:$false'
        'Set-ChannelTopic in-progress -Confirm:$false'
        'Test-DomainAccess download.kde.org'
        'Test-ProductionHealth'
        'Test-StagingHealth'
        'Undo-ProdDeployment -Force -Confirm:$false'
        'Undo-RunbookRun $topics -Confirm:$false'
        'Wait-ImageBuild'
        'Wait-Rollout'
    ) | ForEach-Object { @{ Command = $_ } }

    # What is in the middle of something else than a request: a wait, a gate, a program that it has started.
    $waiting = @(
        @{ Command = 'Wait-ImageBuild dashboard ("f" * 40)'; Until = { $args[0].Streams.Progress.Count -gt 0 } }
        @{ Command = 'Wait-Rollout'; Until = { $args[0].Streams.Progress.Count -gt 0 } }
        @{ Command = 'Undo-ProdDeployment packit-worker -Force -Confirm:$false'; Until = { $args[0].Streams.Progress.Count -gt 2 } }
        @{ Command = 'Invoke-Runbook ./ask.yaml -Confirm:$false'; Until = { $args[0].Streams.Warning.Count -gt 0 } }
        @{ Command = 'Resume-Runbook $asked -Confirm:$false'; Until = { $args[0].Streams.Warning.Count -gt 0 } }
        @{ Command = 'Get-RunbookEvent $open -Follow'; Until = { $args[1].Count -gt 1 } }
        @{ Command = 'Invoke-InfrastructureDeploy prod -Always -Service ./deploying.yaml -Confirm:$false'; Until = { Test-Path deploying } }
        @{ Command = 'Get-PendingChange ogr -Service ./looking.yaml'; Until = { Test-Path looking } }
        @{ Command = 'Move-StableBranch sandcastle -NoRecord -Confirm:$false'; Until = { Test-Path pushing } }
        @{ Command = 'Start-Sandbox ../other'; Until = { $args[0].Streams.Progress.Count -gt 0 } }
    )
    Import-Module $env:SERVICEGURU_TEST_MODULE
    # They read or write a file, a record or the sandbox's own state. Restore-StableBranch moves branches as Move-StableBranch does.
    $local = 'Approve-RunbookGate', 'Deny-RunbookGate', 'Export-RunbookReport', 'Get-RunbookGate', 'Get-RunbookRun', 'Get-SandboxFault', 'Get-ServiceDefinition', 'Get-ServiceSecret', 'New-ServiceDefinition',
        'Remove-RunbookRun', 'Remove-ServiceSecret', 'Restore-StableBranch', 'Set-SandboxFault', 'Set-ServiceSecret', 'Stop-Runbook', 'Stop-Sandbox', 'Submit-RunbookDecision', 'Test-Runbook', 'Test-RunbookRecord', 'Test-ServiceDefinition'
    $untold = @((Get-Command -Module ServiceGuru).Name | Where-Object { $_ -notin $local -and $_ -notin ($hanging + $waiting).Command.ForEach{ ($_ -split ' ')[0] } })
}

BeforeAll {
    . "$PSScriptRoot/Common.ps1"

    # The aim is 100 ms; the bound is for a machine that has other work. The figures are told at the end.
    $bound = [timespan]::FromSeconds(10)
    $figures = [ordered]@{}

    function Measure-Stop {
        # How long a command goes on after PowerShell.Stop, which is what Ctrl+C calls, once it is in the middle.
        param([string] $Command, [scriptblock] $Until)

        $shell = [powershell]::Create($runspace)
        try {
            $nothing = [System.Management.Automation.PSDataCollection[psobject]]::new()
            $nothing.Complete()
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            $work = $shell.AddScript($Command).BeginInvoke[psobject, psobject]($nothing, $output)
            $patience = [System.Diagnostics.Stopwatch]::StartNew()
            while (-not (& $Until $shell $output)) {
                if ($work.IsCompleted -or $patience.Elapsed.TotalSeconds -gt 60) { throw "'$Command' did not come so far: $($shell.Streams.Error) $($shell.InvocationStateInfo.Reason)" }
                $null = $work.AsyncWaitHandle.WaitOne(10)
            }
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $figures[$Command] = [int]$watch.Elapsed.TotalMilliseconds
            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
            $watch.Elapsed | Should -BeLessThan $bound
        }
        finally { $shell.Dispose() }
    }
}

Describe 'What works is stopped' {
    BeforeAll {
        $sandbox = Start-Sandbox (Join-Path $TestDrive world) -Speed 1000 -Fault rollout-stuck-statefulset
        $null = New-Item $TestDrive/work/weekly/2026 -ItemType Directory
        Push-Location $TestDrive/work
        "---`ntitle: Week 20 in Packit`ndate: 2026-05-18`nauthors: jo`n---`n`n- Packit is faster. ([packit#1](https://github.com/packit/packit/pull/1))`n" | Set-Content weekly/2026/week-20.md -NoNewline
        "name: say`nsteps:`n  - { id: say, uses: notice/message, with: { text: Hello } }" | Set-Content say.yaml
        "name: ask`nsteps:`n  - { id: ask, uses: gate/approval, with: { question: Is anybody there?, destructive: true, deadline: 1h } }" | Set-Content ask.yaml
        Set-ChannelTopic in-progress -Confirm:$false

        $pit = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $pit.Start(100)
        $silent = "127.0.0.1:$($pit.LocalEndpoint.Port)"
        $real = "127.0.0.1:$($sandbox.Url.Port)"
        $definition = Get-Content $sandbox.Service -Raw
        (Get-Content $sandbox.Kubeconfig -Raw).Replace($real, $silent) | Set-Content kubeconfig
        $definition.Replace($real, $silent).Replace($sandbox.Kubeconfig, "$PWD/kubeconfig") -replace '(?m)url: /', "url: http://$silent/" | Set-Content silent.yaml
        foreach ($program in 'deploying', 'looking', 'pushing') { "#!/bin/sh`n: > '$PWD/$program'`nsleep 100`n" | Set-Content "$program.sh" }
        chmod +x looking.sh pushing.sh
        $definition -replace '/\S+/deploy\.sh', "$PWD/deploying.sh" | Set-Content deploying.yaml
        $definition -replace 'program: \S+', "program: $PWD/looking.sh" | Set-Content looking.yaml
        $hooks = New-Item (Join-Path $sandbox.Directory repositories sandcastle.git hooks) -ItemType Directory -Force
        Copy-Item pushing.sh (Join-Path $hooks pre-receive)

        $topics = (Get-RunbookRun | Where-Object Runbook -EQ notice-topic).Id
        $said = (Invoke-Runbook ./say.yaml -Confirm:$false | Select-Object -Last 1).Id
        # When it has begun is the machine's affair: a busy one gets more time.
        foreach ($timeout in '2s', '20s', '60s') {
            try { $asked = (Invoke-Runbook ./ask.yaml -Confirm:$false -Timeout $timeout -ErrorAction Ignore -WarningAction Ignore | Select-Object -Last 1).Id }
            catch { continue }
            if ($asked) { break }
        }
        $runspace = [runspacefactory]::CreateRunspace()
        $runspace.Open()
        $shell = [powershell]::Create($runspace)
        $null = $shell.AddScript("Set-Location '$PWD'; Import-Module '$env:SERVICEGURU_TEST_MODULE'; `$topics, `$said, `$asked = '$topics', '$said', '$asked'").Invoke()
        $shell.Dispose()

        # A run that somebody else works on.
        'name: shop' | Set-Content shop.yaml
        $other = [powershell]::Create()
        $null = $other.AddScript("Set-Location '$PWD'; Import-Module '$env:SERVICEGURU_TEST_MODULE'; Invoke-Runbook ./ask.yaml -Service ./shop.yaml -Confirm:`$false").BeginInvoke()
        $patience = [System.Diagnostics.Stopwatch]::StartNew()
        do {
            [System.Threading.Tasks.Task]::Delay(50).Wait()
            $open = (Get-RunbookRun -Status Running).Id
        } until ($open -or $patience.Elapsed.TotalSeconds -gt 60)
        $runspace.SessionStateProxy.SetVariable('open', $open)
        $calls = [System.Collections.Generic.List[object]]::new()
    }
    AfterAll {
        Pop-Location
        $pit.Stop()
        $runspace.Dispose()
        $other.Stop()
        $other.Dispose()
        Stop-Sandbox
        Write-Host ($figures.GetEnumerator() | Sort-Object Value -Descending | ForEach-Object { '{0,6} ms  {1}' -f $_.Value, $_.Key } | Out-String)
    }

    It '<Command>, while nobody answers' -ForEach $hanging {
        try {
            $service, $env:SERVICEGURU_SERVICE = $env:SERVICEGURU_SERVICE, "$PWD/silent.yaml"
            $full = $Command -match 'RunbookStep|RunbookRun' ? "$Command -Service ./silent.yaml" : $Command
            Measure-Stop $full { if ($pit.Pending()) { $true; while ($pit.Pending()) { $calls.Add($pit.AcceptTcpClient()) } } }
        }
        finally {
            $env:SERVICEGURU_SERVICE = $service
            while ($pit.Pending()) { $calls.Add($pit.AcceptTcpClient()) }
            foreach ($call in $calls) { $call.Dispose() }
            $calls.Clear()
        }
    }

    It '<Command>, in the middle' -ForEach $waiting {
        $own, $env:SERVICEGURU_SANDBOX = $env:SERVICEGURU_SANDBOX, ($Command -match '^Start-Sandbox' ? $null : $env:SERVICEGURU_SANDBOX)
        try {
            Measure-Stop $Command $Until
        }
        finally { $env:SERVICEGURU_SANDBOX = $own }
    }

    It 'has a row for each cmdlet that waits' -ForEach @(@{ Untold = $untold }) {
        $Untold | Should -BeNullOrEmpty
    }
}
