BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'On call' {
    BeforeAll {
        $sandbox = Start-Sandbox (Join-Path $TestDrive world) -Speed 1000
        Push-Location $TestDrive
    }
    AfterAll {
        Pop-Location
        Stop-Sandbox
    }

    It 'a domain is reachable from both environments' {
        $rows = Test-DomainAccess https://download.kde.org/stable/
        $rows.Domain | Select-Object -Unique | Should -Be 'download.kde.org'
        $rows.Environment | Sort-Object | Should -Be @('prod', 'stg')
        $rows.Verdict | Select-Object -Unique | Should -Be 'Reachable'
        $rows | Out-String | Should -Match '443 Http Reached'
        'download.kde.org' | Test-DomainAccess -Quiet | Should -BeTrue
    }

    It 'what is no domain is refused before anything is asked' {
        { Test-DomainAccess '-oProxyCommand=x.y' -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidDomain*'
    }

    It 'what is no domain keeps no other from its turn' {
        $rows = 'download.kde.org', 'bad domain' | Test-DomainAccess -Environment prod -ErrorVariable problems -ErrorAction SilentlyContinue
        $rows.Domain | Should -Be 'download.kde.org'
        $problems.FullyQualifiedErrorId | Should -BeLike 'InvalidDomain*'
        $problems.TargetObject | Should -Be 'bad domain'
        Test-DomainAccess download.kde.org, 'bad domain' -Environment prod -Quiet -ErrorAction Ignore | Should -BeFalse
    }

    It 'an unknown name is told as such' {
        $rows = Test-DomainAccess dowload.kde.invalid -Environment prod -ErrorVariable problems -ErrorAction SilentlyContinue
        $rows.Verdict | Should -Be 'UnknownName'
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'DomainUnknown*'
    }

    It 'the queues are shown' {
        (Get-TaskQueue).Name | Should -Be @('short-running', 'long-running', 'rate-limited')
        'stg' | Get-TaskQueue | ForEach-Object Environment | Select-Object -Unique | Should -Be 'stg'
    }

    It 'an unknown environment or queue is told' {
        { Get-TaskQueue prd -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownEnvironment*'
        { Clear-TaskQueue prod shrt-running -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownQueue*'
    }
}

Describe 'On call, when something is wrong' {
    BeforeAll {
        $sandbox = Start-Sandbox (Join-Path $TestDrive broken) -Speed 1000 -Fault domain-blocked, queue-stuck
        Push-Location $TestDrive
    }
    AfterAll {
        Pop-Location
        Stop-Sandbox
    }

    It '-WhatIf changes nothing' {
        (Invoke-WhatIf 'New-FirewallRequest download.kde.org -WhatIf').Said | Should -Match 'firewall-request-download.kde.org.txt'
        (Invoke-WhatIf 'Clear-TaskQueue prod -WhatIf').Said | Should -Match 'throw away'
        Get-Effect $sandbox | Should -BeNullOrEmpty
        Get-ChildItem $TestDrive -Filter firewall-request-* | Should -BeNullOrEmpty
    }

    It 'a rule is asked for once' {
        Test-DomainAccess download.kde.org -Quiet | Should -BeFalse
        $first = New-FirewallRequest download.kde.org -Justification 'Sources are there.' -PassThru -Confirm:$false
        $first.Opened | Should -BeTrue
        $first.Text | Should -Match '\(2 clusters × 1 domain × 2 ports\)'
        Get-Content $first.File -Raw | Should -Be $first.Text
        $second = New-FirewallRequest download.kde.org -PassThru -Confirm:$false
        $second.Opened | Should -BeFalse
        $second.Issues.WebUrl | Should -Be $first.Issues.WebUrl
        @(Get-Effect $sandbox | Where-Object action -EQ 'open-issue').Count | Should -Be 1
    }

    It 'a no at the purge changes nothing, and is no error' {
        'Import-Module $env:SERVICEGURU_TEST_MODULE', 'Clear-TaskQueue prod -ErrorVariable failed -WarningVariable warned', '"failed: $($failed.Count), warned: $warned"' | Set-Content asked.ps1
        $said = 'y', 'y', 'l' | & (Get-Process -Id $PID).Path -NoProfile -File ./asked.ps1 2>&1
        $said[-1] | Should -BeLike 'failed: 0, warned: Nothing was changed*throw away*'
        Get-Effect $sandbox | Where-Object system -EQ cluster | Should -BeNullOrEmpty
    }

    It 'a stuck queue is cleared, and the workers come back' {
        Get-TaskQueue prod -ErrorVariable problems -ErrorAction SilentlyContinue | Should -Not -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'QueueStuck*'
        $report = Clear-TaskQueue prod -Force -PassThru -Confirm:$false -WarningVariable warnings -WarningAction SilentlyContinue
        $report.Purged | Should -BeGreaterThan 200
        $warnings | Should -Match 'triggered again'
        @(Get-Effect $sandbox | Where-Object action -EQ 'purge').Count | Should -Be 1
        $report.Replicas['packit-worker-short-running'] | Should -Be 2
    }
}
