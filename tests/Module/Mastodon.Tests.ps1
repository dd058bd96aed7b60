BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'Mastodon' {
    BeforeAll {
        $sandbox = Start-Sandbox (Join-Path $TestDrive mastodon) -Speed 1000
        $post = Join-Path $TestDrive week-47.md
        $news = 1..3 | ForEach-Object { "- News $_ $('of some length ' * 15)([packit#$_](https://github.com/packit/packit/pull/$_))" }
        "---`ntitle: Week 47 in Packit`n---`n`n## Week 47`n`n$($news -join "`n")" | Set-Content $post
        $link = 'https://packit.dev/posts/weekly/2026/week-47'
    }
    AfterAll { Stop-Sandbox }

    It 'drafts a thread within the limit of the instance, and posts nothing' {
        $draft = New-MastodonPost $post -Url $link
        $draft.Limit | Should -Be 500
        $draft.Parts.Count | Should -BeGreaterThan 1
        $draft.Parts.Length | ForEach-Object { $_ | Should -BeLessOrEqual 500 }
        $draft.Parts[0].Text | Should -Match ([regex]::Escape($link))
        $draft | Out-String | Should -Match '\[1\] \d+ characters'
        Get-Effect $sandbox | Should -BeNullOrEmpty
    }

    It '-WhatIf says what would be posted, and posts nothing' {
        (Invoke-WhatIf "New-MastodonPost '$post' -Url $link | Publish-MastodonPost -WhatIf").Said | Should -Match '@packit@fosstodon.org'
        Get-Effect $sandbox | Should -BeNullOrEmpty
    }

    It 'posts a draft, and not a second time' {
        $published = New-MastodonPost $post -Url $link | Publish-MastodonPost -Confirm:$false -PassThru
        $published.Status | Select-Object -Unique | Should -Be 'Posted'
        $published.Url | Should -Not -BeNullOrEmpty
        (Get-Effect $sandbox).Count | Should -Be $published.Count
        $again = Publish-MastodonPost -Path $post -Url $link -Confirm:$false -PassThru
        $again.Status | Select-Object -Unique | Should -Be 'AlreadyPosted'
        (Get-Effect $sandbox).Count | Should -Be $published.Count
    }

    It 'schedules a week' {
        $week = New-MastodonPost $post -Spread Week -Top 2 | Publish-MastodonPost -Confirm:$false -PassThru
        $week.Status | Should -Be @('Scheduled', 'Scheduled')
        $week[1].ScheduledAt | Should -BeGreaterThan $week[0].ScheduledAt
        @(Get-Effect $sandbox | Where-Object action -EQ schedule).Count | Should -Be 2
    }

    It 'a post that there is not is an error with an id' {
        { New-MastodonPost (Join-Path $TestDrive nowhere.md) -ErrorAction Stop } | Should -Throw -ErrorId 'PostUnreadable,ServiceGuru.Commands.NewMastodonPostCommand'
    }
}
