BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'Runs' {
    BeforeAll {
        Push-Location $TestDrive
    }
    AfterAll { Pop-Location }
    BeforeEach {
        $sandbox = Start-Sandbox (Join-Path $TestDrive ([guid]::NewGuid())) -Speed 1000
    }
    AfterEach { Stop-Sandbox }

    It 'carries the weekly deployment out, step by step, and gives the run at the end' {
        $outputs = Invoke-Runbook weekly-production -Confirm:$false
        $steps = $outputs | Select-Object -SkipLast 1
        $run = $outputs | Select-Object -Last 1
        $run | Should -BeOfType ServiceGuru.Runbooks.State.RunState
        $run.Status | Should -Be 'Succeeded'
        $steps | Should -HaveCount $run.Steps.Count
        $steps.Status | Select-Object -Unique | Should -Be 'Succeeded'
        $steps[0].Step.Id | Should -Be 'go'
        $gate = $run.Steps | Where-Object { $_.Step.Id -eq 'go' }
        $gate.Answers[0].By | Should -Be "$([Environment]::UserName)@$([Environment]::MachineName)"
        $gate.Answers[0].Comment | Should -Be '-Confirm:$false'
        $run.Runbook | Should -Be 'weekly-production'
        $moved = $run.Steps | Where-Object Id -EQ move
        $moved.Result.revisions.'packit-service' | Should -Match '^[0-9a-f]{40}$'
        $moved.Duration | Should -BeGreaterThan ([timespan]::Zero)
        (Get-RunbookRun $run.Id).Status | Should -Be 'Succeeded'
        Complete 'Get-RunbookRun 20' | Should -Contain $run.Id
    }

    It 'is stopped by Select-Object -First, and goes on with Resume-Runbook' {
        $first = Invoke-Runbook weekly-production -Confirm:$false | Select-Object -First 1
        $first.Step.Id | Should -Be 'go'
        $run = Get-RunbookRun
        $run.Status | Should -Be 'Stopped'
        ($run.Steps | Where-Object Id -EQ import).Status | Should -Be 'Pending'
        $resumed = $run | Resume-Runbook -Confirm:$false | Select-Object -Last 1
        $resumed.Id | Should -Be $run.Id
        $resumed.Status | Should -Be 'Succeeded'
        $resumed.Resumes | Should -Be 1
    }

    It 'is stopped after -Timeout' {
        # The images alone take longer than this, however fast the machine is.
        $outputs = Invoke-Runbook weekly-production -Confirm:$false -Timeout 2s -ErrorAction SilentlyContinue -ErrorVariable failed
        $outputs[-1].Status | Should -Be 'Stopped'
        $failed.FullyQualifiedErrorId | Should -Be 'RunTimedOut,ServiceGuru.Commands.InvokeRunbookCommand'
        $failed.ErrorDetails.RecommendedAction | Should -Match $outputs[-1].Id
    }

    It 'says so when there is not even time to begin' {
        { Invoke-Runbook weekly-production -Confirm:$false -Timeout 0s } | Should -Throw -ErrorId 'RunTimedOut,*'
        Get-RunbookRun | Should -BeNullOrEmpty
    }

    It 'refuses wrong parameters before anything starts' {
        { Invoke-Runbook weekly-production -Parameter @{ nope = 1 } -Confirm:$false } | Should -Throw -ErrorId 'InvalidParameter,*'
        { Invoke-Runbook nowhere } | Should -Throw -ErrorId 'RunbookNotFound,*'
        { Resume-Runbook 20260101-000000-aaaa } | Should -Throw -ErrorId 'RunNotFound,*'
        Get-RunbookRun | Should -BeNullOrEmpty
    }

    It 'the script for automation accounts gives JSON and an exit code' {
        $script = Join-Path (Split-Path $env:SERVICEGURU_TEST_MODULE) runbooks Invoke-WeeklyDeployment.ps1
        $pwsh = (Get-Process -Id $PID).Path
        $planned = & $pwsh -NoProfile -NonInteractive -File $script -AsJson -WhatIf
        $LASTEXITCODE | Should -Be 0
        ($planned | Select-Object -Last 1 | ConvertFrom-Json).Status | Should -Be 'Planned'
        Get-Effect $sandbox | Should -BeNullOrEmpty

        $done = & $pwsh -NoProfile -NonInteractive -File $script -AsJson | Select-Object -Last 1 | ConvertFrom-Json
        $LASTEXITCODE | Should -Be 0
        $done.Status | Should -Be 'Succeeded'
        $done.Steps.Status | Select-Object -Unique | Should -Be 'Succeeded'

        $wrong = & $pwsh -NoProfile -NonInteractive -File $script -Runbook nowhere -AsJson | Select-Object -Last 1 | ConvertFrom-Json
        $LASTEXITCODE | Should -Be 2
        $wrong.Error | Should -BeLike 'RunbookNotFound,*'
    }
}
