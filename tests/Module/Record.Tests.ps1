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

    It 'a run is named by itself as well as by its id, one or several, live or from a file' {
        $run = Get-RunbookRun $runs[0]
        (Get-RunbookEvent $run).RunId | Select-Object -Unique | Should -Be $runs[0]
        (Get-RunbookEvent $runs).RunId | Select-Object -Unique | Should -Be $runs
        (Get-RunbookEvent (Get-RunbookRun)).RunId | Select-Object -Unique | Should -HaveCount 3
        (Get-RunbookRun (Get-RunbookEvent $run)[0]).Id | Should -Be $runs[0]
        (Get-RunbookRun (Read-Back $run)).Id | Should -Be $runs[0]
        (Test-RunbookRecord (Test-RunbookRecord $runs)).RunId | Should -Be $runs
        { Remove-RunbookRun 1d -Id $run -Confirm:$false } | Should -Throw "Run $($runs[0]) stays*" -ErrorId 'RunKept,*'
    }

    It '<_> finds it by itself, too' -ForEach @(
        'Stop-Runbook $run -Confirm:$false', 'Resume-Runbook $run -From nothing -Confirm:$false', 'Undo-RunbookRun $run -Step nothing -Confirm:$false', 'Invoke-RunbookStep $run nothing -Confirm:$false'
        'Submit-RunbookDecision $run go Abort -Confirm:$false', 'Approve-RunbookGate $run go -Confirm:$false', 'Deny-RunbookGate $run go -Confirm:$false'
        '$run.Id | Resume-Runbook -From nothing -Confirm:$false', '$run.Id | Invoke-RunbookStep -Step nothing -Confirm:$false', '$run.Id | Submit-RunbookDecision -Step go -Choice Abort -Confirm:$false'
        '$run.Id | Approve-RunbookGate -Gate go -Confirm:$false'
    ) {
        # Each has a reason to refuse this run, and finds it first.
        $run = Get-RunbookRun $runs[0]
        $failed = { Invoke-Expression $_ } | Should -Throw -PassThru
        $failed.FullyQualifiedErrorId | Should -Not -Match '^(RunNotFound|InputObjectNotBound|ParameterArgument|CannotConvert)'
        "$failed".Length | Should -BeLessThan 400
    }

    It 'a report that can''t be written is told for each run, and the file it was for' {
        $file = Join-Path $TestDrive nodir r.html
        $runs | Export-RunbookReport -Path $file -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed.FullyQualifiedErrorId | Should -Be (@('FileNotWritten,ServiceGuru.Commands.ExportRunbookReportCommand') * 3)
        "$($failed[0])" | Should -Not -Match '\.tmp'
    }

    It 'one file takes the report of one run, a folder those of all' {
        $file = Join-Path $TestDrive one.html
        $written = Export-RunbookReport $runs $file -Force -PassThru -ErrorAction SilentlyContinue -ErrorVariable failed
        $written.FullName | Should -Be $file
        $failed.FullyQualifiedErrorId | Should -Be (@('ReportExists,ServiceGuru.Commands.ExportRunbookReportCommand') * 2)
        Get-Content $file -Raw | Should -Match $runs[0]
        $folder = New-Item (Join-Path $TestDrive all) -ItemType Directory
        Export-RunbookReport (Get-RunbookRun) $folder
        (Get-ChildItem $folder).Count | Should -Be 3
    }

    It 'a report goes into the last folder where the location is none' {
        Push-Location Env:
        try {
            Export-RunbookReport $runs[0]
            { Export-RunbookReport $runs[0] Env:PATH } | Should -Throw -ErrorId 'FileNotWritten,*'
        }
        finally { Pop-Location }
        "run-$($runs[0]).html" | Should -Exist
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
        Get-ShownWord ($verdicts | Read-Back) -With Format-Table | Should -Be (Get-ShownWord $verdicts -With Format-Table)
        (Get-RunbookRun).Id | Should -Be $runs[2]
    }
}
