BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'The record of runs' {
    BeforeAll {
        Push-Location $TestDrive
        'name: shop' | Set-Content service.yaml
        "name: ask`nsteps:`n  - { id: go, uses: gate/approval, with: { question: Is it safe?, destructive: true, deadline: 1s } }" | Set-Content ask.yaml
        $runs = 1..3 | ForEach-Object { (Invoke-Runbook ./ask.yaml -Confirm:$false -ErrorAction SilentlyContinue -WarningAction SilentlyContinue)[-1].Id }
    }
    AfterAll { Pop-Location }

    It 'is checked by id, from the pipeline, whole, and with true or false' {
        (Test-RunbookRecord $runs[0]).Intact | Should -BeTrue
        (Get-RunbookRun $runs[1] | Test-RunbookRecord).RunId | Should -Be $runs[1]
        (Test-RunbookRecord).RunId | Should -Be ($runs | Sort-Object -Descending)
        Test-RunbookRecord $runs -Quiet | Should -Be $true, $true, $true
        { Test-RunbookRecord 20200101-000000-aaaa } | Should -Throw -ErrorId 'RunNotFound,ServiceGuru.Commands.TestRunbookRecordCommand'
        $found = Test-RunbookRecord 20200101-000000-aaaa, $runs[0] -ErrorAction SilentlyContinue
        $found.RunId | Should -Be $runs[0] -Because 'one that is not there keeps no other from being checked'
    }

    It 'a hash that was kept elsewhere proves that nothing was cut off' {
        Test-RunbookRecord $runs[0] | Select-Object RunId, LastHash | Export-Csv last.csv
        Import-Csv last.csv | Test-RunbookRecord -Quiet | Should -BeTrue
        $other = (Test-RunbookRecord $runs[1]).LastHash
        $cut = Test-RunbookRecord $runs[0] -ExpectedHash $other
        $cut.Intact | Should -BeFalse
        $cut.CutOff | Should -BeTrue
        $cut.Reason | Should -BeLike '*cut off*'
        { Test-RunbookRecord -ExpectedHash $other } | Should -Throw -ErrorId 'RunNotNamed,*'
        { Test-RunbookRecord $runs[0] -ExpectedHash 12 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'the first record that was changed is named' {
        $journal = Join-Path $env:SERVICEGURU_STATE runs $runs[2] journal.jsonl
        $before = [System.IO.File]::ReadAllText($journal)
        try {
            [System.IO.File]::WriteAllText($journal, $before.Replace('Is it safe?', 'Is it good?'))
            $bad = Test-RunbookRecord | Where-Object Intact -EQ $false
            $bad.RunId | Should -Be $runs[2]
            $bad.BadRecord | Should -Be 1
            ($bad | Out-String) | Should -Match 'record 1: '
            $told = Get-RunbookGate -ErrorAction SilentlyContinue -ErrorVariable failed
            $told | Should -BeNullOrEmpty
            $failed.FullyQualifiedErrorId | Should -Be 'LedgerDamaged,ServiceGuru.Commands.GetRunbookGateCommand'
        }
        finally { [System.IO.File]::WriteAllText($journal, $before) }
    }

    It 'old runs are removed, newest kept, and what is named and stays is told with the reason' {
        { Remove-RunbookRun 0s -Confirm:$false } | Should -Throw -ErrorId 'InvalidAge,*'
        { Remove-RunbookRun 1d -Id $runs[2] -Confirm:$false } | Should -Throw '*it is not that old*' -ErrorId 'RunKept,*'
        (Get-RunbookRun $runs[2] | Remove-RunbookRun 1d -Confirm:$false -PassThru).Kept | Should -Be 'it is not that old'
        { [pscustomobject]@{ RunId = '20260101-000000-none' } | Remove-RunbookRun 1d -Confirm:$false } | Should -Throw -ErrorId 'RunNotFound,*'
        { Remove-RunbookRun 1d -Id nosuch -Confirm:$false } | Should -Throw -ErrorId 'RunNotFound,*'
        @() | Remove-RunbookRun 1s -Keep 1 -Confirm:$false
        @(Get-RunbookRun).Count | Should -Be 3 -Because 'an empty pipeline means nothing'
        $old = [timespan]::FromMilliseconds(1)
        { Invoke-NewPowerShell "`$ErrorActionPreference = 'Stop'; Import-Module '$env:SERVICEGURU_TEST_MODULE'; Remove-RunbookRun 1s -Keep 1; exit 0" } | Should -Not -Throw
        @(Get-RunbookRun).Count | Should -Be 3 -Because 'nobody was there to agree'
        (Get-RunbookRun $runs[0] | Remove-RunbookRun $old -Keep 1 -Confirm:$false -PassThru).Goes | Should -BeTrue
        (Get-RunbookRun).Id | Should -Be $runs[2, 1]
        $verdicts = Remove-RunbookRun $old -Keep 1 -Confirm:$false -PassThru
        $verdicts.Goes | Should -Be $false, $true
        ($verdicts | Out-String -Width 200) | Should -Match 'stays: it is among the newest 1'
        (Get-RunbookRun).Id | Should -Be $runs[2]
    }
}
