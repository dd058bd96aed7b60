BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'In a healthy world' {
    BeforeAll {
        $sandbox = Start-Sandbox (Join-Path $TestDrive world) -Speed 1000
        Push-Location $TestDrive
    }
    AfterAll {
        Pop-Location
        Stop-Sandbox
    }

    It '-WhatIf foretells with -PassThru what would become of each branch' {
        $moves = (Invoke-WhatIf 'Move-StableBranch -WhatIf -PassThru').Output
        $moves.Repository | Sort-Object | Should -Be ((Get-ServiceDefinition).Repositories.Name | Sort-Object)
        $moves | Where-Object Status -EQ FastForward | Should -Not -BeNullOrEmpty
        Get-Effect $sandbox | Should -BeNullOrEmpty
        Get-RunbookRun | Should -BeNullOrEmpty
    }

    Context 'questions' {
        It 'staging is healthy, workload by workload' {
            $report = Test-StagingHealth
            $report | Should -BeOfType ServiceGuru.Health.HealthReport
            $report.Environment | Should -Be 'stg'
            $report.Verdict | Should -Be 'Healthy'
            $report.Workloads.Name | Should -Contain 'packit-service'
            $report.Workloads[0].Name | Should -BeOfType string
            $report | Out-String | Should -Match 'Healthy +packit-service +1/1'
        }

        It 'production is healthy' {
            (Test-ProductionHealth).Environment | Should -Be 'prod'
            Test-ProductionHealth -Quiet | Should -BeTrue
        }

        It 'the deployed versions have their environment' {
            $versions = Get-DeployedVersion
            $versions.Environment | Select-Object -Unique | Sort-Object | Should -Be @('prod', 'stg')
            ($versions | Where-Object Repository -EQ 'packit-service').Commit | Should -Not -BeNullOrEmpty
        }

        It 'the release notes are those of the pull requests' {
            Get-ReleaseNote | Should -Not -BeNullOrEmpty
            (Get-ReleaseNote -Repository nowhere, packit -ErrorAction Ignore).Repository | Select-Object -Unique | Should -Be 'packit'
        }

        It 'an environment that there is not is an error with an id' {
            { Test-StagingHealth nowhere -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownEnvironment,ServiceGuru.Commands.TestStagingHealthCommand'
            Test-StagingHealth nowhere -Quiet -ErrorAction SilentlyContinue | Should -BeFalse
        }
    }

    Context 'the weekly work by hand' {
        It 'sets the topics, moves, waits, imports, writes the post and puts the topics back' {
            $topics = Set-ChannelTopic redeploying -PassThru -Confirm:$false
            $topics.Status | Should -Be @('Set', 'Set')

            $moves = Move-StableBranch -PassThru -Confirm:$false
            $moves | Where-Object Failure | Should -BeNullOrEmpty
            ($moves | Where-Object Status -EQ FastForward).Count | Should -BeGreaterThan 0

            $images = $moves | Wait-ImageBuild
            $images.Digest | Should -Match '^sha256:'

            $report = $images | Invoke-ProdImport -PassThru -Confirm:$false
            # At this speed the world's own schedule may have imported first; then there is nothing left to import.
            $report.Environment | Should -Be 'prod'
            $report.Workloads.Finished | Should -Not -Contain $false

            $post = $moves | New-ReleaseBlogPost -Confirm:$false -WarningAction SilentlyContinue
            $post.Path | Should -Exist
            Get-Content $post.Path -Raw | Should -Be $post.Markdown

            $restored = Restore-ChannelTopic -PassThru -Confirm:$false
            $restored.Topic | Should -Be $topics.Previous

            (Wait-Effect $sandbox { $args[0].action -contains 'push' }).action | Should -Contain 'set-topic'
            (Get-RunbookRun -Status Succeeded).Created.Runbook | Should -Contain 'branches-move'
            (Get-DeployedVersion prod | Where-Object Repository -EQ 'packit-service').Current | Should -BeTrue

            # Without the wait between, nothing would tell which images are meant.
            $runs = (Get-RunbookRun).Count
            $moves | Invoke-ProdImport -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failed
            $failed.Count | Should -Be $moves.Count
            $failed.FullyQualifiedErrorId | Select-Object -Unique | Should -Be 'RevisionMissing,ServiceGuru.Commands.InvokeProdImportCommand'
            $failed[0].ErrorDetails.RecommendedAction | Should -Match 'Wait-ImageBuild'
            (Get-RunbookRun).Count | Should -Be $runs
        }

        It 'says nothing without -PassThru, and finds nothing left to move' {
            Move-StableBranch -Confirm:$false | Should -BeNullOrEmpty
            (Move-StableBranch -PassThru -Confirm:$false).Status | Select-Object -Unique | Should -Be 'UpToDate'
        }

        It 'takes an empty pipeline for nothing, not for everything' {
            $before = (Get-RunbookRun).Count
            @() | Move-StableBranch -Confirm:$false
            (Get-RunbookRun).Count | Should -Be $before
        }
    }
}

Describe 'In a world with a fault' {
    BeforeAll { $sandbox = Start-Sandbox (Join-Path $TestDrive faults) -Speed 1000 -Fault staging-crash-loop, stable-diverged }
    AfterAll { Stop-Sandbox }

    It 'an unhealthy staging is a report, an error, and false' {
        $report = Test-StagingHealth -ErrorAction SilentlyContinue -ErrorVariable failed
        $report.Verdict | Should -Be 'Unhealthy'
        $failed.FullyQualifiedErrorId | Should -Be 'EnvironmentUnhealthy,ServiceGuru.Commands.TestStagingHealthCommand'
        $failed.TargetObject | Should -Be 'stg'
        Test-StagingHealth -Quiet | Should -BeFalse
        { $ErrorActionPreference = 'Stop'; Test-StagingHealth; throw 'went on' } | Should -Throw -ErrorId 'EnvironmentUnhealthy,*'
    }

    It 'a diverged branch is refused, and moved only with -Force' {
        Move-StableBranch packit-service -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed.FullyQualifiedErrorId | Should -Be 'BranchDiverged,ServiceGuru.Commands.MoveStableBranchCommand'
        $failed.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Get-Effect $sandbox | Should -BeNullOrEmpty

        $move = Move-StableBranch packit-service -Force -NoRecord -Confirm:$false -PassThru
        $move.Status | Should -Be 'Diverged'
        $move.Failure | Should -BeNullOrEmpty
        (Wait-Effect $sandbox { $args[0].Count -gt 0 }).action | Should -Be 'push'
    }
}
