BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'Notices and posts' {
    BeforeAll {
        $sandbox = Start-Sandbox (Join-Path $TestDrive world) -Speed 1000
        Push-Location $TestDrive
    }
    AfterAll {
        Pop-Location
        Stop-Sandbox
    }

    It '<Call> looks and changes nothing' -ForEach @(
        @{ Call = 'Send-ChannelMessage "Back soon" -WhatIf'; Says = "slack: say 'Back soon'" }
        @{ Call = 'Set-ChannelTopic in-progress -WhatIf'; Says = 'only if the change of the topic does not show' }
        @{ Call = 'Restore-ChannelTopic -Overwrite -WhatIf'; Says = 'nothing to restore' }
        @{ Call = 'Publish-ReleaseBlogPost weekly/2026/week-20.md -WhatIf'; Says = "open pull request 'Week 20 in Packit'" }
    ) {
        $null = New-Item weekly/2026 -ItemType Directory -Force
        "---`ntitle: Week 20 in Packit`ndate: 2026-05-18`nauthors: jo`n---`n`n- Packit is faster. ([packit#1](https://github.com/packit/packit/pull/1))`n" | Set-Content weekly/2026/week-20.md -NoNewline
        $result = Invoke-WhatIf $Call
        $result.Failed | Should -BeNullOrEmpty
        $result.Said | Should -Match ([regex]::Escape($Says))
        Get-Effect $sandbox | Should -BeNullOrEmpty
        Get-RunbookRun | Should -BeNullOrEmpty
    }

    It 'a message reaches both chats once' {
        $messages = Send-ChannelMessage -Message in-progress -PassThru -Confirm:$false
        $messages.Channel | Should -Be @('matrix', 'slack')
        $messages.Status | Should -Be @('Sent', 'Sent')
        (Get-Effect $sandbox).action | Should -Be @('send-message', 'send-message')
        Send-ChannelMessage 'Thank you' -Channel slack -Confirm:$false | Should -BeNullOrEmpty
    }

    It 'a channel that there is not is an error with an id' {
        { Send-ChannelMessage 'x' -Channel nowhere -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownChannel,ServiceGuru.Commands.SendChannelMessageCommand'
    }

    It 'a topic tells how its readers learn of it' {
        (Set-ChannelTopic in-progress -PassThru -Confirm:$false).Announcement | Should -Be @('ByTopic', 'ByTopic')
        (Restore-ChannelTopic -PassThru -Confirm:$false).Status | Should -Be @('Restored', 'Restored')
    }

    It 'a post that could not be written is none' {
        'mine' | Set-Content afile
        New-ReleaseBlogPost -Author jo -Directory ./afile -Confirm:$false -WarningAction SilentlyContinue -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
        $failed | Should -Not -BeNullOrEmpty
        Get-Content afile | Should -Be 'mine'
    }

    It 'a post is drafted with warnings, published, published again as the same, and merged' {
        $post = New-ReleaseBlogPost -Author jo -Confirm:$false -WarningVariable warnings -WarningAction SilentlyContinue
        $post.Findings | Should -Not -BeNullOrEmpty
        $post.Findings.Severity | Should -Not -Contain 'Error'
        $warnings.Count | Should -Be ($post.Findings.Count + $post.Problems.Count)

        $published = $post | Publish-ReleaseBlogPost -PassThru -Confirm:$false
        $published.State | Should -Be 'Open'
        $published.Url | Should -BeNullOrEmpty
        ($post | Publish-ReleaseBlogPost -PassThru -Confirm:$false).Number | Should -Be $published.Number

        $merged = $post | Publish-ReleaseBlogPost -Merge -Timeout 5m -PassThru -Confirm:$false
        $merged.State | Should -Be 'Merged'
        $merged.Url | Should -Match '^https://packit\.dev/posts/weekly/\d{4}/week-'
        (Get-Effect $sandbox | Where-Object system -EQ github).action | Should -Be @('create-branch', 'write-file', 'open-pull-request', 'merge-pull-request')
    }

    It 'a post that would break the site is refused, and one that there is not' {
        "---`ntitle: T`ndate: 2026-05-18`nauthors: jo`n---`n`n- Use {this}.`n" | Set-Content weekly/2026/bad.md
        $count = (Get-Effect $sandbox).Count
        { Publish-ReleaseBlogPost weekly/2026/bad.md -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'PostHasErrors,ServiceGuru.Commands.PublishReleaseBlogPostCommand'
        { Publish-ReleaseBlogPost weekly/2026/none.md -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'PostMissing,*'
        (Get-Effect $sandbox).Count | Should -Be $count
    }
}

Describe 'Chats with a fault' {
    BeforeAll { $sandbox = Start-Sandbox (Join-Path $TestDrive faults) -Speed 1000 -Fault topic-changed-meanwhile, topic-silent }
    AfterAll { Stop-Sandbox }

    It 'a topic of somebody else is lost only with -Overwrite and a yes' {
        Set-ChannelTopic in-progress -Channel matrix -Confirm:$false -WarningAction SilentlyContinue
        Restore-ChannelTopic matrix -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed.FullyQualifiedErrorId | Should -Be 'TopicChangedMeanwhile,ServiceGuru.Commands.RestoreChannelTopicCommand'
        $failed.ErrorDetails.RecommendedAction | Should -Match '-Overwrite'
        (Restore-ChannelTopic matrix -Overwrite -Force -PassThru -Confirm:$false).Status | Should -Be 'Restored'
    }

    It 'a topic that does not show is said' {
        (Set-ChannelTopic in-progress -Channel slack -PassThru -Confirm:$false).Announcement | Should -Be 'ByMessage'
        (Get-Effect $sandbox | Where-Object system -EQ slack).action | Should -Be @('set-topic', 'send-message')
    }
}
