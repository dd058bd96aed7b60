BeforeDiscovery {
    # A row for each cmdlet that has -WhatIf. Where the state of the world matters, BeforeAll below makes it so that
    # there is something to do.
    $rows = @{
        'Approve-RunbookGate'         = @{ Command = 'Approve-RunbookGate (Get-RunbookRun -Status Running)[0].Id ask'; Says = "Say yes at the gate 'ask' of run" }
        'Clear-TaskQueue'             = @{ Command = 'Clear-TaskQueue prod'; Says = 'throw away the \d+ tasks' }
        'Deny-RunbookGate'            = @{ Command = 'Deny-RunbookGate (Get-RunbookRun -Status Running)[0].Id ask'; Says = "Say no at the gate 'ask' of run" }
        'Export-RunbookReport'        = @{ Command = 'Export-RunbookReport (Get-RunbookRun)[0].Id'; Says = 'Write the report of run' }
        'Invoke-InfrastructureDeploy' = @{ Command = 'Invoke-InfrastructureDeploy prod'; Says = 'deploy.sh at [0-9a-f]{7}' }
        'Invoke-ProdImport'           = @{ Command = 'Invoke-ProdImport -Again'; Says = 'Import quay.io/packit/packit-worker:prod' }
        'Invoke-Runbook'              = @{ Command = 'Invoke-Runbook weekly-production -Parameter @{ afterRevert = $true }'; Says = 'move: specfile: stable' }
        'Invoke-RunbookStep'          = @{ Command = 'Invoke-RunbookStep (Get-RunbookRun | Where-Object Runbook -EQ branches-move | Select-Object -First 1).Id operation -Set @{ repositories = @("specfile") }'; Says = 'specfile: stable \w{7} -> \w{7}' }
        'Move-StableBranch'           = @{ Command = 'Move-StableBranch'; Says = 'specfile: stable \w{7} -> \w{7} \(\d+ commits\)' }
        'New-FirewallRequest'         = @{ Command = 'New-FirewallRequest download.kde.org'; Says = 'open an issue' }
        'New-ReleaseBlogPost'         = @{ Command = 'New-ReleaseBlogPost -Author jo'; Says = '\d+ notes' }
        'New-ServiceDefinition'       = @{ Command = 'New-ServiceDefinition shop'; Says = 'definition of service shop to .*service.yaml' }
        'Publish-MastodonPost'        = @{ Command = 'Publish-MastodonPost -Path weekly/2026/week-20.md'; Says = 'post 1/1' }
        'Publish-ReleaseBlogPost'     = @{ Command = 'Publish-ReleaseBlogPost weekly/2026/week-20.md -Merge'; Says = 'open pull request(.|\n)*merge' }
        'Remove-RunbookRun'           = @{ Command = 'Remove-RunbookRun 1s -Keep 1'; Says = 'Remove run .* of nobody' }
        'Remove-ServiceSecret'        = @{ Command = 'Remove-ServiceSecret env:GURU_TEST_WHATIF'; Says = 'Drop the secret of this session for env:GURU_TEST_WHATIF' }
        'Remove-StaleImage'           = @{ Command = 'Remove-StaleImage dashboard'; Says = 'remove quay.io/packit/dashboard:stable-' }
        'Remove-StuckPod'             = @{ Command = 'Remove-StuckPod'; Says = 'Nothing to do: prod: No pod is stuck' }
        'Restore-ChannelTopic'        = @{ Command = 'Restore-ChannelTopic'; Says = 'matrix: put the topic' }
        'Restore-StableBranch'        = @{ Command = 'Restore-StableBranch ogr'; Says = 'takes \d+ commits off' }
        'Resume-Runbook'              = @{ Command = 'Resume-Runbook (Get-RunbookRun -Status Failed)[0].Id'; Says = 'Resume run .* of nobody at ask' }
        'Send-ChannelMessage'         = @{ Command = 'Send-ChannelMessage "Back soon"'; Says = "slack: say 'Back soon'" }
        'Set-ChannelTopic'            = @{ Command = 'Set-ChannelTopic in-progress'; Says = 'slack: topic' }
        'Set-SandboxFault'            = @{ Command = 'Set-SandboxFault slack-down -Directory ../world'; Says = 'Let slack-down go wrong' }
        'Set-ServiceSecret'           = @{ Command = 'Set-ServiceSecret env:GURU_TEST_OTHER ([System.Net.NetworkCredential]::new("", "x").SecurePassword)'; Says = 'Use a secret of this session for env:GURU_TEST_OTHER' }
        'Start-Sandbox'               = @{ Command = 'Start-Sandbox ../never'; Says = 'never' }
        'Stop-Runbook'                = @{ Command = 'Stop-Runbook (Get-RunbookRun -Status Running)[0].Id -Cancel'; Says = 'Cancel run \d' }
        'Stop-Sandbox'                = @{ Command = 'Stop-Sandbox ../world'; Says = 'End the sandbox' }
        'Submit-RunbookDecision'      = @{ Command = 'Submit-RunbookDecision (Get-RunbookRun -Status Running)[0].Id window Retry'; Says = "Decide about step 'window' of run .*: Retry" }
        'Undo-ProdDeployment'         = @{ Command = 'Undo-ProdDeployment'; Says = 'Take packit-worker:prod back' }
        'Undo-RunbookRun'             = @{ Command = 'Undo-RunbookRun @(Get-RunbookRun | Where-Object Runbook -EQ branches-move)[0].Id'; Says = 'ogr: stable back .*destroys something' }
    }
    Import-Module $env:SERVICEGURU_TEST_MODULE
    $cmdlets = @(Get-Command -Module ServiceGuru)
    $cases = $cmdlets | Where-Object { $_.Parameters.ContainsKey('WhatIf') } | ForEach-Object {
        @{ Name = $_.Name; Command = $rows[$_.Name].Command; Says = $rows[$_.Name].Says }
    }
    # Other ways to call them that go another way inside.
    $ways = @(
        @{ Command = 'Move-StableBranch specfile -Force -NoRecord -WhatIf'; Says = 'specfile: stable' }
        @{ Command = 'Get-PendingChange specfile 3>$null | Move-StableBranch -WhatIf'; Says = 'specfile: stable' }
        @{ Command = 'Set-ChannelTopic -Text Gone -Channel slack -WhatIf'; Says = "slack: topic" }
        @{ Command = 'Send-ChannelMessage -Message in-progress -WhatIf'; Says = 'matrix: say' }
        @{ Command = 'Publish-MastodonPost -Draft (New-MastodonPost weekly/2026/week-20.md) -WhatIf'; Says = 'post 1/1' }
        @{ Command = 'Stop-Runbook (Get-RunbookRun -Status Running)[0].Id -Pause -WhatIf'; Says = 'Pause run \d' }
        @{ Command = 'Get-RunbookRun -Status Running | Stop-Runbook -WhatIf'; Says = 'Stop run \d' }
        @{ Command = 'Resume-Runbook (Get-RunbookRun -Status Failed)[0].Id -From ask -WhatIf'; Says = 'from ask on' }
        @{ Command = 'Resume-Runbook (Get-RunbookRun -Status Succeeded)[0].Id -WhatIf'; Says = 'Nothing to do: run .* has succeeded' }
        @{ Command = 'Get-PendingChange packit-service 3>$null | Move-StableBranch -NoRecord -WhatIf -PassThru | Wait-ImageBuild | Invoke-ProdImport -WhatIf'; Says = 'packit-service: stable(.|\n)*Import what will be built of packit-service at [0-9a-f]{7} to prod' }
        @{ Command = '$WhatIfPreference = $true; Move-StableBranch packit-service -NoRecord -PassThru | Wait-ImageBuild | Invoke-ProdImport; $WhatIfPreference = $false'; Says = 'Import what will be built of packit-service' }
        @{ Command = 'Remove-StaleImage dashboard -Force -WhatIf'; Says = 'remove quay.io' }
        @{ Command = 'Undo-ProdDeployment packit-worker -Force -WhatIf'; Says = 'Take packit-worker:prod back' }
        @{ Command = '$WhatIfPreference = $true; Set-ChannelTopic in-progress; $WhatIfPreference = $false'; Says = 'slack: topic' }
        @{ Command = '$WhatIfPreference = $true; Invoke-ProdImport -Again; $WhatIfPreference = $false'; Says = 'Import quay.io' }
    )

    # What the call itself is refused for.
    $refused = @(
        @{ Command = 'Stop-Runbook nosuch'; Id = 'RunNotFound' }
        @{ Command = 'Stop-Runbook (Get-RunbookRun -Status Failed)[0].Id'; Id = 'RunEnded' }
        @{ Command = 'Stop-Runbook (Get-RunbookRun -Status Failed)[0].Id -Pause'; Id = 'RunEnded' }
        @{ Command = 'Approve-RunbookGate nosuch go'; Id = 'RunNotFound' }
        @{ Command = 'Approve-RunbookGate (Get-RunbookRun -Status Failed)[0].Id operation'; Id = 'GateNotFound' }
        @{ Command = 'Deny-RunbookGate (Get-RunbookRun -Status Failed)[0].Id ask'; Id = 'GateNotOpen' }
        @{ Command = 'Submit-RunbookDecision nosuch ask Retry'; Id = 'RunNotFound' }
        @{ Command = 'Submit-RunbookDecision (Get-RunbookRun -Status Failed)[0].Id ask Retry'; Id = 'RunEnded' }
        @{ Command = 'Submit-RunbookDecision (Get-RunbookRun -Status Running)[0].Id ask Retry'; Id = 'StepNotUndecided' }
        @{ Command = 'Resume-Runbook (Get-RunbookRun -Status Failed)[0].Id -From nosuch'; Id = 'StepNotFound' }
        @{ Command = 'Resume-Runbook (Get-RunbookRun -Status Running)[0].Id'; Id = 'RunHeld' }
        @{ Command = 'Set-SandboxFault nosuch -Directory ../world'; Id = 'FaultNotFound' }
        @{ Command = 'Set-SandboxFault slack-down -Directory ../nowhere'; Id = 'SandboxNotFound' }
        @{ Command = 'Stop-Sandbox ../nowhere'; Id = 'SandboxNotFound' }
        @{ Command = 'Start-Sandbox ../never -Service nosuch'; Id = 'ServiceNotFound' }
        @{ Command = 'Start-Sandbox ../never -Fault nosuch'; Id = 'FaultNotFound' }
        @{ Command = 'Start-Sandbox .'; Id = 'FolderInUse' }
        @{ Command = 'New-ServiceDefinition shop nobody.yaml'; Id = 'FileExists' }
        @{ Command = 'New-ServiceDefinition "My Shop"'; Id = 'InvalidName' }
        @{ Command = 'New-ServiceDefinition shop none/service.yaml'; Id = 'FileNotWritten' }
        @{ Command = 'Export-RunbookReport (Get-RunbookRun -Status Failed)[0].Id none/report.html'; Id = 'FileNotWritten' }
        @{ Command = '[pscustomobject]@{ Repository = "ogr" } | Invoke-ProdImport'; Id = 'RevisionMissing' }
    )

    # Those that ask before they have a change in view, and those that have nothing to do here.
    $asked = @($rows.GetEnumerator() | Where-Object Key -NotIn 'Invoke-Runbook', 'Invoke-RunbookStep', 'Resume-Runbook', 'Remove-StuckPod', 'Undo-RunbookRun' | ForEach-Object { @{ Name = $_.Key; Command = $_.Value.Command } })
    $unknown = @($rows.Keys | Where-Object { $_ -notin $cases.Name })
}

BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe '-WhatIf' {
    BeforeAll {
        function Get-World {
            # All that a cmdlet could have changed: the outside world, the ledger, and the folder that it works in.
            Get-Effect $sandbox | ForEach-Object { "$($_.system) $($_.action) $($_.target) $($_.detail)" }
            $files = @(Get-ChildItem $TestDrive/work -Recurse -File) + @(Get-ChildItem (Join-Path $env:SERVICEGURU_STATE runs) -Recurse -File)
            $files | ForEach-Object { "$($_.FullName) $($_.Length) $($_.LastWriteTimeUtc.Ticks)" }
            Test-Path $TestDrive/never
            (Get-ServiceSecret).Reference
        }

        $sandbox = Start-Sandbox (Join-Path $TestDrive world) -Speed 1000 -Fault domain-blocked, queue-stuck
        $null = New-Item (Join-Path $TestDrive work weekly 2026) -ItemType Directory
        Push-Location (Join-Path $TestDrive work)
        "---`ntitle: Week 20 in Packit`ndate: 2026-05-18`nauthors: jo`n---`n`n- Packit is faster. ([packit#1](https://github.com/packit/packit/pull/1))`n" |
            Set-Content weekly/2026/week-20.md -NoNewline
        "name: nobody`nsteps:`n  - id: ask`n    uses: gate/approval`n    with: { question: Is anybody there?, destructive: true, deadline: 1s }" | Set-Content nobody.yaml

        # Something to restore, to take back and to resume.
        Set-ChannelTopic in-progress -Channel matrix -Confirm:$false
        Set-ServiceSecret env:GURU_TEST_WHATIF ([System.Net.NetworkCredential]::new('', 'x').SecurePassword)
        Move-StableBranch ogr -NoRecord -Confirm:$false
        1..2 | ForEach-Object { $null = Invoke-Runbook ./nobody.yaml -Confirm:$false -ErrorAction SilentlyContinue -WarningAction SilentlyContinue }
        $null = Wait-Effect $sandbox { $args[0].action -contains 'push' }

        # One that another runspace carries, with a gate that is open and a failed step that waits for a decision.
        'name: shop', 'calendar: { timeZone: Europe/Prague, freezes: [ { name: forever, from: 2000-01-01, to: 2100-01-01, reason: retired } ] }' | Set-Content frozen.yaml
        @'
name: held
steps:
  - { id: window, uses: gate/window, with: { deadline: 1s } }
  - { id: ask, uses: gate/approval, needs: [], with: { question: Go on?, destructive: true, deadline: 1h } }
'@ | Set-Content held.yaml
        $carrier = [powershell]::Create()
        $null = $carrier.AddScript("Set-Location '$PWD'; Import-Module '$env:SERVICEGURU_TEST_MODULE'; Invoke-Runbook ./held.yaml -Service ./frozen.yaml -OnFailure Ask -Confirm:`$false")
        $carried = $carrier.BeginInvoke()
        $until = [datetime]::UtcNow.AddSeconds(60)
        do {
            if ($carried.AsyncWaitHandle.WaitOne(100) -or [datetime]::UtcNow -gt $until) { throw "The run is not held: $($carrier.Streams.Error)" }
            $held = Get-RunbookRun -Status Running | Where-Object { $_.Steps[0].Status -eq 'Undecided' -and $_.Steps[1].Status -eq 'Waiting' }
        } until ($held)

        # So that Start-Sandbox, too, would have something to do.
        $own = $env:SERVICEGURU_SANDBOX
        $env:SERVICEGURU_SANDBOX = $null
        $before = Get-World
    }
    AfterAll {
        Pop-Location
        $env:SERVICEGURU_SANDBOX = $own
        Get-ServiceSecret | Remove-ServiceSecret -Confirm:$false
        $carrier.Stop()
        $carrier.Dispose()
        Stop-Sandbox
    }

    It 'of <Name> says what it would do, and does nothing' -ForEach $cases {
        $Command | Should -BeLike "$Name*" -Because 'every cmdlet with -WhatIf needs a row above'
        $result = Invoke-WhatIf "$Command -WhatIf"
        $result.Failed | Should -BeNullOrEmpty
        $result.Said | Should -Match $Says
        $result.Output | Should -BeNullOrEmpty
        Get-World | Should -Be $before
    }

    It 'is as true of <Command>' -ForEach $ways {
        $result = Invoke-WhatIf $Command
        $result.Failed | Should -BeNullOrEmpty
        $result.Said | Should -Match $Says
        $result.Output | Should -BeNullOrEmpty
        Get-World | Should -Be $before
    }

    It 'says of <Command> what the call is refused for' -ForEach $refused {
        $result = Invoke-WhatIf "try { $Command -WhatIf -ErrorAction Stop } catch { `$_.FullyQualifiedErrorId }"
        $result.Output | Should -BeLike "$Id,*"
        $result.Said | Should -BeNullOrEmpty
        Get-World | Should -Be $before
    }

    It 'of a move makes nothing that a real import takes' {
        $result = Invoke-WhatIf 'Move-StableBranch packit-service -NoRecord -WhatIf -PassThru | Invoke-ProdImport -Confirm:$false'
        $result.Failed.FullyQualifiedErrorId | Should -Be 'MoveForetold,ServiceGuru.Commands.InvokeProdImportCommand'
        Get-World | Should -Be $before
    }

    It 'of <Name> has its counterpart: with -Confirm, and nobody to ask, it ends the call and does nothing' -ForEach $asked {
        $shell = [powershell]::Create()
        try {
            # What does not end the call goes past the catch.
            $null = $shell.AddScript("Set-Location '$PWD'; Import-Module '$env:SERVICEGURU_TEST_MODULE'; try { $Command -Confirm | Out-Null } catch { `$_ }")
            $failed = @($shell.Invoke())[-1]
            $failed.FullyQualifiedErrorId | Should -Match '^NobodyToConfirm,'
            $failed.ErrorDetails.RecommendedAction | Should -Match '-Confirm:\$false'
            $failed.TargetObject | Should -Not -BeNullOrEmpty
            $failed.Exception.Failure.Evidence | Should -Not -Contain "not done: $($failed.TargetObject)" -Because 'the target is the item, not what would be done with it'
        }
        finally { $shell.Dispose() }
        @(Get-World | Where-Object { $_ -notmatch 'runs[/\\]' }) | Should -Be @($before | Where-Object { $_ -notmatch 'runs[/\\]' })
    }

    It 'has no row for what is not there' -ForEach @(@{ Unknown = $unknown }) {
        $Unknown | Should -BeNullOrEmpty
    }
}

Describe 'Care' {
    BeforeAll {
        # They make an object in memory, and nothing outside.
        $drafting = 'New-MastodonPost'
        $reading = 'Get', 'Test', 'Wait'
        $destroying = 'Clear', 'Remove', 'Undo'
        # Only forgets what this process was told.
        $forgetting = 'Remove-ServiceSecret'
        # By their verbs they are harmless; but a branch loses commits, clusters get new objects, and what was said to
        # the world can't be unsaid.
        $destructive = 'Restore-StableBranch', 'Invoke-InfrastructureDeploy', 'Publish-MastodonPost'
    }

    It '<Name> can be asked first, where it changes something' -ForEach @($cmdlets | ForEach-Object { @{ Name = $_.Name; Verb = $_.Verb } }) {
        $cmdlet = Get-Command $Name
        $changes = $Verb -notin $reading -and $Name -notin $drafting
        $cmdlet.Parameters.ContainsKey('WhatIf') | Should -Be $changes
        $cmdlet.Parameters.ContainsKey('Confirm') | Should -Be $changes
        $attribute = $cmdlet.ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $true)[0]
        $attribute.ConfirmImpact -eq 'High' | Should -Be (($Verb -in $destroying -and $Name -notin $forgetting) -or $Name -in $destructive)
        (Get-Verb $Verb).Verb | Should -Be $Verb
    }
}
