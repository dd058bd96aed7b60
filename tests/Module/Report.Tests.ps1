BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'Export-RunbookReport' {
    BeforeAll {
        Push-Location (New-Item (Join-Path $TestDrive work) -ItemType Directory)
        "name: nobody`nsteps:`n  - id: ask`n    title: Is <b>anybody</b> there?`n    uses: gate/approval`n    with: { question: Is anybody there?, destructive: true, deadline: 1s }" | Set-Content nobody.yaml
        $sandbox = Start-Sandbox (Join-Path $TestDrive world) -Speed 1000
        $run = Invoke-Runbook ./nobody.yaml -Confirm:$false -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Select-Object -Last 1
    }
    AfterAll {
        Pop-Location
        Stop-Sandbox
    }

    It 'writes a file that can be parsed and runs nothing' {
        Export-RunbookReport $run.Id | Should -BeNullOrEmpty
        $text = Get-Content "run-$($run.Id).html" -Raw
        $text | Should -Match '&lt;b&gt;anybody&lt;/b&gt;'
        $text | Should -Not -Match '<script|<b>'
    }

    It 'takes runs from the pipeline, gives files with -PassThru, and takes a folder' {
        $folder = New-Item (Join-Path $TestDrive reports) -ItemType Directory
        $files = Get-RunbookRun | Export-RunbookReport -Path $folder -PassThru
        $files | Should -BeOfType System.IO.FileInfo
        $files.Name | Should -Be "run-$($run.Id).html"
    }

    It 'leaves a file that is there as it is, without -Force' {
        $file = Join-Path $TestDrive mine.html
        'mine' | Set-Content $file
        Export-RunbookReport $run.Id $file -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'ReportExists,*'
        Get-Content $file | Should -Be 'mine'
        Export-RunbookReport $run.Id $file -Force
        Get-Content $file -Raw | Should -Match '^<!DOCTYPE html>'
    }

    It 'says so when there is no such run' {
        Export-RunbookReport 20260101-000000-aaaa -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'RunNotFound,*'
    }
}
