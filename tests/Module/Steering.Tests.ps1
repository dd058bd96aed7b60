BeforeAll { . "$PSScriptRoot/Common.ps1" }

# Runs that another process works on: a pwsh of its own waits at a gate.
Describe 'Steering and undoing runs' {
    BeforeAll {
        function Start-Waiting {
            # A run that waits at a gate, carried by another process.
            $known = @((Get-RunbookRun).Id)
            $process = Start-Process (Get-Process -Id $PID).Path -PassThru -RedirectStandardOutput "$TestDrive/out.txt" -RedirectStandardError "$TestDrive/err.txt" -RedirectStandardInput "$TestDrive/nothing.txt" -ArgumentList @(
                '-NoProfile', '-NonInteractive', '-Command',
                "Import-Module '$env:SERVICEGURU_TEST_MODULE'; Invoke-Runbook '$TestDrive/wait.yaml' -Confirm:`$false")
            $until = [datetime]::UtcNow.AddSeconds(120)
            while ([datetime]::UtcNow -lt $until) {
                $run = Get-RunbookRun -Status Running | Where-Object { $_.Id -notin $known -and $_.Steps[1].Status -eq 'Waiting' }
                if ($run) { return [pscustomobject]@{ Process = $process; Id = $run.Id } }
                $null = $process.WaitForExit(200)
            }
            throw "No run began: $(Get-Content $TestDrive/err.txt -Raw)"
        }

        Push-Location $TestDrive
        $null = New-Item $TestDrive/nothing.txt
        $sandbox = Start-Sandbox (Join-Path $TestDrive world) -Speed 1000
        @'
name: wait
steps:
  - { id: topic, uses: notice/topic, with: { message: redeploying, channels: [matrix] }, undo: automatic }
  - { id: ask, uses: gate/approval, with: { question: Go on?, destructive: true, deadline: 1h } }
'@ | Set-Content wait.yaml
    }
    AfterAll {
        Pop-Location
        Stop-Sandbox
    }

    It 'stops a run by id from the pipeline, and follows its events until then' {
        $waiting = Start-Waiting
        (Get-RunbookRun $waiting.Id | Stop-Runbook -Reason lunch -Confirm:$false -PassThru).Status | Should -Be 'Running'
        $events = Get-RunbookEvent $waiting.Id -Follow
        $waiting.Process.WaitForExit(60000) | Should -BeTrue
        $events.Sequence | Should -Be (1..$events.Count)
        $events[0].Type | Should -Be 'run-created'
        $events[-1].Type | Should -Be 'run-ended'
        ($events | Where-Object Type -EQ 'run-halted').Text | Should -Match 'stopped it \(lunch\)'
        ($events | Where-Object Type -EQ 'gate-opened').Step | Should -Be 'ask'
        (Get-RunbookRun $waiting.Id).Status | Should -Be 'Stopped'

        # What it had changed is still there, until somebody takes it back.
        (Undo-RunbookRun $waiting.Id topic -Confirm:$false -PassThru).Status | Should -Be 'Undone'
        { Stop-Runbook $waiting.Id -Confirm:$false } | Should -Throw -ErrorId 'RunEnded,ServiceGuru.Commands.StopRunbookCommand'
    }

    It 'cancels a run, which puts the topic back and goes on only from a step that is named' {
        $waiting = Start-Waiting
        Stop-Runbook $waiting.Id -Cancel -Confirm:$false
        $waiting.Process.WaitForExit(60000) | Should -BeTrue
        $run = Get-RunbookRun $waiting.Id
        $run.Status | Should -Be 'Cancelled'
        $run.Steps[0].Changes[0].Status | Should -Be 'Undone'
        { Resume-Runbook $waiting.Id -Confirm:$false } | Should -Throw -ErrorId 'RunCancelled,*'
        { Resume-Runbook $waiting.Id -From nowhere -Confirm:$false } | Should -Throw -ErrorId 'StepNotFound,*'
    }

    It 'refuses a run whose runbook was changed, and follows the present text with -Migrate' {
        "name: change`nsteps:`n  - { id: ask, uses: gate/approval, with: { question: Go?, destructive: true, deadline: 1s } }" | Set-Content change.yaml
        $run = Invoke-Runbook ./change.yaml -Confirm:$false -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Select-Object -Last 1
        $run.Status | Should -Be 'Failed'
        "name: change`nsteps:`n  - { id: ask, uses: gate/approval, with: { question: Go?, deadline: 1h } }" | Set-Content change.yaml
        { Resume-Runbook $run.Id -Confirm:$false } | Should -Throw -ErrorId 'RunbookChanged,*'
        (Resume-Runbook $run.Id -Migrate -Confirm:$false | Select-Object -Last 1).Status | Should -Be 'Succeeded'
        (Get-RunbookEvent $run.Id).Type | Should -Contain 'run-migrated'
    }

    It 'plans an undo with -WhatIf, and undoes with its own yes for what is destroyed' {
        Move-StableBranch ogr -NoRecord -Confirm:$false
        $run = Get-RunbookRun | Where-Object Runbook -EQ branches-move | Select-Object -First 1
        $records = (Get-RunbookEvent $run.Id).Count
        $run | Undo-RunbookRun -WhatIf
        (Get-RunbookEvent $run.Id).Count | Should -Be $records
        { $run | Undo-RunbookRun -Confirm:$false } | Should -Throw -ErrorId 'DestructiveChangeNotApproved,*'
        $undone = $run | Undo-RunbookRun -Force -Confirm:$false -PassThru
        $undone.Status | Should -Be 'Undone'
        $undone.Steps[0].Changes[0].Status | Should -Be 'Undone'
        (Get-PendingChange ogr).Commits.Count | Should -BeGreaterThan 0
    }

    It 'pauses a run and lets it go on, and decides about a step that has failed' {
        "name: shop`ncalendar: { timeZone: Europe/Prague, freezes: [ { name: forever, from: 2000-01-01, to: 2100-01-01, reason: retired } ] }" | Set-Content frozen.yaml
        @'
name: decide
steps:
  - { id: window, uses: gate/window, with: { deadline: 1s } }
'@ | Set-Content decide.yaml
        $process = Start-Process (Get-Process -Id $PID).Path -PassThru -RedirectStandardOutput "$TestDrive/out.txt" -RedirectStandardError "$TestDrive/err.txt" -RedirectStandardInput "$TestDrive/nothing.txt" -ArgumentList @(
            '-NoProfile', '-NonInteractive', '-Command',
            "Import-Module '$env:SERVICEGURU_TEST_MODULE'; Invoke-Runbook '$TestDrive/decide.yaml' -Service '$TestDrive/frozen.yaml' -OnFailure Ask -Confirm:`$false")
        $until = [datetime]::UtcNow.AddSeconds(120)
        do {
            $null = $process.WaitForExit(200)
            $run = Get-RunbookRun -Status Running | Where-Object { $_.Runbook -eq 'decide' -and $_.Steps[0].Status -eq 'Undecided' }
        } until ($run -or [datetime]::UtcNow -gt $until)
        $run | Should -Not -BeNullOrEmpty -Because (Get-Content $TestDrive/err.txt -Raw)

        Complete "Submit-RunbookDecision $($run.Id) w" | Should -Be 'window'
        $run | Stop-Runbook -Pause -Reason lunch -Confirm:$false
        (Get-RunbookRun $run.Id).Paused.Reason | Should -Be 'lunch'
        (Invoke-WhatIf "Resume-Runbook $($run.Id) -WhatIf").Said | Should -Match 'Let run .* of decide go on'
        (Resume-Runbook $run.Id -Confirm:$false).Id | Should -Be $run.Id
        do { $null = $process.WaitForExit(100) } until (-not (Get-RunbookRun $run.Id).Paused -or [datetime]::UtcNow -gt $until)
        (Get-RunbookRun $run.Id).Paused | Should -BeNullOrEmpty

        { Submit-RunbookDecision $run.Id window Skip -Confirm:$false } | Should -Throw -ErrorId 'ReasonMissing,ServiceGuru.Commands.SubmitRunbookDecisionCommand'
        { Submit-RunbookDecision $run.Id nowhere Retry -Confirm:$false } | Should -Throw -ErrorId 'StepNotFound,*'
        ($run | Submit-RunbookDecision -Step window -Choice Skip -Reason 'It is only a test.' -PassThru -Confirm:$false).Status | Should -Be 'Running'
        $process.WaitForExit(60000) | Should -BeTrue
        $ended = Get-RunbookRun $run.Id
        $ended.Status | Should -Be 'Succeeded'
        $ended.Steps[0].Decision.Reason | Should -Be 'It is only a test.'
        { Submit-RunbookDecision $run.Id window Retry -Confirm:$false } | Should -Throw -ErrorId 'RunEnded,*'
    }
}
