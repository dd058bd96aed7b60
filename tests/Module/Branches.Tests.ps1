BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'Stable branches there and back' {
    BeforeAll {
        $sandbox = Start-Sandbox (Join-Path $TestDrive world) -Speed 1000
        Push-Location $TestDrive
    }
    AfterAll {
        Pop-Location
        Stop-Sandbox
    }

    It 'there is nothing to take back before anything was moved' {
        { Restore-StableBranch -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'NoRecordedMove,ServiceGuru.Commands.RestoreStableBranchCommand'
        Get-Effect $sandbox | Should -BeNullOrEmpty
    }

    It 'a run or repository that there is not is an error with an id' {
        { Restore-StableBranch -Run 20200101-000000-none -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'NoRecordedMove,*'
        { Restore-StableBranch org -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownRepository,*'
    }

    It '-WhatIf of a move says the order, the packages that it waits for, and the record' {
        $said = (Invoke-WhatIf 'Move-StableBranch -WhatIf').Said
        $said | Should -Match 'packit: stable .*after ogr, specfile, once python-ogr [0-9a-f]{7}, python-specfile [0-9a-f]{7} are built'
        $said | Should -Match 'monorepo: main records ogr .* in one commit'
        Get-Effect $sandbox | Should -BeNullOrEmpty
    }

    It 'moves in order, and leaves the monorepo alone with -NoRecord' {
        $moves = Move-StableBranch -PassThru -NoRecord -Timeout 5m -Confirm:$false
        $moves | Where-Object Failure | Should -BeNullOrEmpty
        $effects = Wait-Effect $sandbox { ($args[0] | Where-Object action -EQ push).Count -eq ($moves | Where-Object Status -EQ FastForward).Count }
        $effects.target | Should -Not -Contain 'production-monorepo refs/heads/main'
        $stable = @($effects.target | ForEach-Object { ($_ -split ' ')[0] })
        $stable.IndexOf('packit') | Should -BeGreaterThan $stable.IndexOf('ogr')
        $stable[-1] | Should -Be 'packit-service'
    }

    It 'a second move makes up for the record, in one commit' {
        Move-StableBranch -Confirm:$false
        $effects = Wait-Effect $sandbox { $args[0].target -contains 'production-monorepo refs/heads/main' }
        @($effects.target -eq 'production-monorepo refs/heads/main').Count | Should -Be 1
    }

    It '-WhatIf of a restore says what leaves and changes nothing' {
        $before = (Get-Effect $sandbox).Count
        $result = Invoke-WhatIf 'Restore-StableBranch -WhatIf -PassThru -Verbose'
        $result.Output.Lost | ForEach-Object { $_ | Should -BeGreaterThan 0 }
        $result.Said | Should -Match 'packit-service: stable .*takes \d+ commits off; starts a new image build'
        $result.Verbose | Should -Match 'Undo-ProdDeployment'
        (Get-Effect $sandbox).Count | Should -Be $before
    }

    It 'goes back to exactly where the branch was, and records that' {
        $run = Get-RunbookRun -Status Succeeded | Where-Object { $_.Created.Runbook -eq 'branches-move' } | Sort-Object StartedAt | Select-Object -First 1
        $move = Restore-StableBranch packit-service -Run $run.Id -Force -PassThru -Confirm:$false
        $move.Repository | Should -Be 'packit-service'
        $move.Failure | Should -BeNullOrEmpty
        $move | Out-String | Should -Match 'packit-service +stable'
        $effects = Wait-Effect $sandbox { @($args[0].target -eq 'production-monorepo refs/heads/main').Count -eq 2 }
        ($effects | Where-Object target -EQ 'packit-service refs/heads/stable')[-1].detail | Should -Be $move.To
        Restore-StableBranch packit-service -Force -PassThru -Confirm:$false | Select-Object -ExpandProperty Status | Should -Be 'UpToDate'
    }

    It 'takes an empty pipeline for nothing' {
        $before = (Get-RunbookRun).Count
        @() | Restore-StableBranch -Force -Confirm:$false
        (Get-RunbookRun).Count | Should -Be $before
    }
}
