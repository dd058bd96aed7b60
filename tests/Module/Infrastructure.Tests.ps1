BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'Before a deployment' {
    BeforeAll {
        $sandbox = Start-Sandbox (Join-Path $TestDrive world) -Speed 1000
        Push-Location $TestDrive
    }
    AfterAll {
        Pop-Location
        Stop-Sandbox
    }

    Context 'questions' {
        It 'tells what is pending, repository by repository, and warns of the rest' {
            $pending = Get-PendingChange -WarningVariable warned -WarningAction SilentlyContinue
            $pending | Should -BeOfType ServiceGuru.Pending.PendingChange
            $pending.Repository | Should -Contain 'packit-service'
            ($pending | Where-Object Repository -EQ 'packit-service').PullRequests[0].Number | Should -BeGreaterThan 0
            $pending.Status | Select-Object -Unique | Should -Be 'FastForward'
            $warned | Should -Match 'prod may lack 3 commit\(s\).*Get-InfrastructureChange prod'
            $pending | Out-String | Should -Match 'packit-service +FastForward'
        }

        It 'gives one report with what a gate shows' {
            $report = Get-PendingChange packit-service -Report
            $report | Should -BeOfType ServiceGuru.Pending.PendingReport
            $report.Infrastructure.Objects | Should -Contain 'Deployment/nginx'
            $report.Infrastructure.Secrets[0].Author | Should -Be 'Daniel Okafor'
            $report.Summary[0] | Should -Match '^packit-service: \d+ commits'
        }

        It 'tells what the infrastructure lacks' {
            $changes = Get-InfrastructureChange prod
            $changes.Commits.Count | Should -Be 3
            $changes.Authors | Should -Contain 'Elin Svensson'
            $changes | Out-String | Should -Match 'Deployment/nginx'
        }

        It 'a name that there is not is an error with an id' {
            { Get-PendingChange nothing -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownRepository,ServiceGuru.Commands.GetPendingChangeCommand'
            (Get-PendingChange nothing, packit-service -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction Ignore).Repository | Should -Be 'packit-service'
            $failed.FullyQualifiedErrorId | Should -Be 'UnknownRepository,ServiceGuru.Commands.GetPendingChangeCommand'
            { Get-InfrastructureChange nowhere -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownEnvironment,ServiceGuru.Commands.GetInfrastructureChangeCommand'
            { Invoke-InfrastructureDeploy nowhere -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownEnvironment,ServiceGuru.Commands.InvokeInfrastructureDeployCommand'
            Get-Effect $sandbox | Should -BeNullOrEmpty
        }
    }

    Context 'the pipeline' {
        It 'a pending change moves its own commit and no other' {
            $moves = (Invoke-WhatIf 'Get-PendingChange packit, ogr | Move-StableBranch -WhatIf -PassThru').Output
            $moves | Should -HaveCount 2
            foreach ($change in Get-PendingChange packit, ogr 3>$null) {
                ($moves | Where-Object Repository -EQ $change.Repository).To | Should -Be $change.Commit
            }
            Get-Effect $sandbox | Should -BeNullOrEmpty
        }

        It '-Commit takes one commit for one repository, and refuses one for all' {
            $commit = (Get-PendingChange ogr 3>$null).Commits[-1].Sha
            (Invoke-WhatIf "Move-StableBranch ogr -Commit $commit -WhatIf -PassThru").Output.To | Should -Be $commit
            (Invoke-WhatIf "Move-StableBranch ogr -Commit @{ ogr = '$commit' } -WhatIf -PassThru").Output.To | Should -Be $commit
            { Move-StableBranch -Commit $commit -WhatIf } | Should -Throw -ErrorId 'InvalidCommit,*'
        }
    }

    Context 'the deployment' {
        It '-WhatIf plans live and changes nothing' {
            (Invoke-WhatIf 'Invoke-InfrastructureDeploy prod -WhatIf').Said | Should -Match 'What if: prod: .*deploy.*Deployment/nginx'
            Get-Effect $sandbox | Should -BeNullOrEmpty
            Get-RunbookRun | Should -BeNullOrEmpty
        }

        It 'deploys once, and has nothing left to do then' {
            $report = Invoke-InfrastructureDeploy prod -Timeout 2m -PassThru -Confirm:$false
            $report.Deployed | Should -BeTrue
            $report.LogFile | Should -FileContentMatch 'PLAY RECAP'
            (Get-Effect $sandbox | Where-Object system -EQ ansible).target | Should -Be 'prod'
            (Get-InfrastructureChange).Commits | Should -BeNullOrEmpty
            (Invoke-InfrastructureDeploy prod -PassThru -Confirm:$false).Deployed | Should -BeFalse
            @(Get-Effect $sandbox | Where-Object system -EQ ansible).Count | Should -Be 1
        }

        It 'says nothing without -PassThru' {
            Invoke-InfrastructureDeploy stg -Always -Confirm:$false | Should -BeNullOrEmpty
        }
    }
}

Describe 'Before a deployment, in a world with a fault' {
    BeforeAll { $sandbox = Start-Sandbox (Join-Path $TestDrive faults) -Speed 1000 -Fault checkout-dirty, vault-locked }
    AfterAll { Stop-Sandbox }

    It 'a dirty checkout is refused with its files, and nothing is run' {
        Invoke-InfrastructureDeploy prod -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed.FullyQualifiedErrorId | Should -Be 'CheckoutDirty,ServiceGuru.Commands.InvokeInfrastructureDeployCommand'
        $failed.ErrorDetails.RecommendedAction | Should -Match 'stash'
        Get-Effect $sandbox | Should -BeNullOrEmpty
    }

    It 'a locked vault is an error beside the answer' {
        $changes = Get-InfrastructureChange -ErrorAction SilentlyContinue -ErrorVariable failed
        $changes.Commits.Count | Should -Be 3
        $failed.FullyQualifiedErrorId | Should -Be 'VaultLocked,ServiceGuru.Commands.GetInfrastructureChangeCommand'
        $failed.CategoryInfo.Category | Should -Be 'ConnectionError'
    }
}
