BeforeAll { . "$PSScriptRoot/Common.ps1" }

# One world for all, in which a week after the other is deployed: the tests build on each other.
Describe 'Runs' {
    BeforeAll {
        Push-Location $TestDrive
        $sandbox = Start-Sandbox (Join-Path $TestDrive world) -Speed 1000
        $script = Join-Path (Split-Path $env:SERVICEGURU_TEST_MODULE) runbooks Invoke-WeeklyDeployment.ps1
        $ifFailed = 'revert', 'undo'

        function Invoke-Script {
            # The last line that it writes is its result.
            $output = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -File $script -AsJson @args
            $output | Select-Object -Last 1 | ConvertFrom-Json
        }
    }
    AfterAll {
        Pop-Location
        Stop-Sandbox
    }

    It 'begins nothing that has no time' {
        { Invoke-Runbook weekly-production -Confirm:$false -Timeout 0s } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        Get-RunbookRun | Should -BeNullOrEmpty
    }

    It 'refuses wrong parameters before anything starts' {
        { Invoke-Runbook weekly-production -Parameter @{ nope = 1 } -Confirm:$false } | Should -Throw -ErrorId 'InvalidParameter,*'
        { Invoke-Runbook nowhere } | Should -Throw -ErrorId 'RunbookNotFound,*'
        { Resume-Runbook 20260101-000000-aaaa } | Should -Throw -ErrorId 'RunNotFound,*'
        Get-RunbookRun | Should -BeNullOrEmpty
    }

    It 'the script for automation accounts plans' {
        (Invoke-Script -WhatIf).Status | Should -Be 'Planned'
        $LASTEXITCODE | Should -Be 0
        Get-Effect $sandbox | Should -BeNullOrEmpty
        Get-RunbookRun | Should -BeNullOrEmpty
    }

    It 'carries the weekly deployment out, step by step, and gives the run at the end' {
        $outputs = Invoke-Runbook weekly-production -Confirm:$false
        $steps = $outputs | Select-Object -SkipLast 1
        $run = $outputs | Select-Object -Last 1
        $run | Should -BeOfType ServiceGuru.Runbooks.State.RunState
        $run.Status | Should -Be 'Succeeded'
        $steps | Should -HaveCount $run.Steps.Count
        ($steps | Where-Object Status -NE Succeeded).Step.Id | Should -Be $ifFailed
        ($steps | Where-Object Status -EQ Skipped).Step.Id | Should -Be $ifFailed
        $steps[0].Step.Id | Should -Be 'previous'
        foreach ($gate in $run.Steps | Where-Object { $_.Step.Id -in 'go', 'read', 'announce' }) {
            $gate.Answers[0].By | Should -Be "$([Environment]::UserName)@$([Environment]::MachineName)"
            $gate.Answers[0].Comment | Should -Be '-Confirm:$false'
        }
        $run.Runbook | Should -Be 'weekly-production'
        $moved = $run.Steps | Where-Object Id -EQ move
        $moved.Result.revisions.'packit-service' | Should -Match '^[0-9a-f]{40}$'
        $moved.Duration | Should -BeGreaterThan ([timespan]::Zero)
        (Get-RunbookRun $run.Id).Status | Should -Be 'Succeeded'
        Complete 'Get-RunbookRun 20' | Should -Contain $run.Id
        $effects = (Get-Effect $sandbox).action
        # No import among them: where the machine is slow, the cluster has looked for new images itself by then.
        foreach ($action in 'push', 'set-topic', 'open-pull-request', 'merge-pull-request', 'post') { $effects | Should -Contain $action }
    }

    It 'is stopped by Select-Object -First, and goes on with Resume-Runbook' {
        $first = Invoke-Runbook weekly-production -Confirm:$false | Select-Object -First 1
        $first.Step.Id | Should -Be 'previous'
        $run = Get-RunbookRun | Select-Object -First 1
        $run.Status | Should -Be 'Stopped'
        ($run.Steps | Where-Object Id -EQ import).Status | Should -Be 'Pending'
        $resumed = $run | Resume-Runbook -Confirm:$false | Select-Object -Last 1
        $resumed.Id | Should -Be $run.Id
        $resumed.Status | Should -Be 'Succeeded'
        $resumed.Resumes | Should -Be 1
    }

    It 'waits at a gate that nobody here can answer, and is stopped after -Timeout' {
        "name: nobody`nsteps:`n  - id: ask`n    uses: gate/approval`n    with: { question: Is anybody there?, destructive: true, deadline: 1h }" | Set-Content nobody.yaml
        # When it comes to the gate is the machine's affair: a busy one gets more time.
        foreach ($timeout in '2s', '20s', '60s') {
            try { $outputs = Invoke-Runbook ./nobody.yaml -Confirm:$false -Timeout $timeout -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue -WarningVariable told }
            catch { continue }
            if ($told) { break }
        }
        $outputs[-1].Status | Should -Be 'Stopped'
        "$told" | Should -Match "guru approve $($outputs[-1].Id) ask"
        $failed.FullyQualifiedErrorId | Should -Be 'RunTimedOut,ServiceGuru.Commands.InvokeRunbookCommand'
        $failed.ErrorDetails.RecommendedAction | Should -Match $outputs[-1].Id
    }

    It 'the script has a parameter for each of the runbook' {
        $book = Get-Content (Join-Path (Split-Path $script) weekly-production.yaml) -Raw
        $names = [regex]::Matches(($book -split '(?m)^steps:')[0], '(?m)^  (\w+):\r?$') | ForEach-Object { $_.Groups[1].Value }
        $names.Count | Should -BeGreaterThan 3
        $names | Where-Object { $_ -notin (Get-Command $script).Parameters.Keys } | Should -BeNullOrEmpty
    }

    It 'the script gives JSON and an exit code, and passes on that a revert is settled' {
        Undo-ProdDeployment packit-worker -Reason 'all jobs fail' -Force -Confirm:$false
        $refused = Invoke-Script
        $LASTEXITCODE | Should -Be 1
        $refused.Error | Should -BeLike 'PreviousDeploymentReverted,*'
        $refused.NextAction | Should -Not -BeNullOrEmpty

        # Nothing new has come since, so this lets the very image back that was reverted.
        $done = Invoke-Script -AfterRevert -AllowDestructive -Message in-progress -Timeout 2m
        $LASTEXITCODE | Should -Be 0
        $done.Status | Should -Be 'Succeeded'
        ($done.Steps | Where-Object Status -NE Succeeded).Step | Should -Be $ifFailed
        (Get-RunbookRun $done.Run).Created.Parameters['message'] | Should -Be 'in-progress'

        $resumed = Invoke-Script -Resume $refused.Run
        $LASTEXITCODE | Should -Be 0
        $resumed.Run | Should -Be $refused.Run
        $resumed.Status | Should -Be 'Succeeded'
    }

    It 'the script tells a wrong call from a refusal' {
        (Invoke-Script -Runbook nowhere).Error | Should -BeLike 'RunbookNotFound,*'
        $LASTEXITCODE | Should -Be 2
        (Invoke-Script -Environment nowhere).ExitCode | Should -Be 2
        (Invoke-Script -Timeout 0s).ExitCode | Should -Be 2
    }
}
