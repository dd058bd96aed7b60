BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'Remove-StaleImage' {
    BeforeAll { $sandbox = Start-Sandbox (Join-Path $TestDrive images) -Speed 1000 }
    AfterAll { Stop-Sandbox }

    It '-WhatIf says what would go and removes nothing' {
        (Invoke-WhatIf 'Remove-StaleImage dashboard -WhatIf').Said | Should -Match 'remove quay.io/packit/dashboard:stable-[0-9a-f]{7}, pushed .* MiB'
        Get-Effect $sandbox | Should -BeNullOrEmpty
    }

    It 'foretells with -PassThru, oldest first' {
        $stale = (Invoke-WhatIf 'Remove-StaleImage dashboard -WhatIf -PassThru').Output
        $stale | Should -BeOfType ServiceGuru.Images.StaleImage
        $stale.LastModified | Should -Be ($stale.LastModified | Sort-Object)
        $stale.Tag | Should -Not -Contain 'prod'
        Get-Effect $sandbox | Should -BeNullOrEmpty
    }

    It 'a repository that there is not keeps no other from its turn' {
        (Get-ImageStatus nowhere, dashboard -ErrorAction SilentlyContinue -ErrorVariable failed).Repository | Select-Object -Unique | Should -Be 'dashboard'
        $failed.FullyQualifiedErrorId | Should -Be 'UnknownRepository,ServiceGuru.Commands.GetImageStatusCommand'
        $failed.TargetObject | Should -Be 'nowhere'
    }

    It 'removes nothing without somebody who agrees' {
        Remove-StaleImage dashboard -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed.FullyQualifiedErrorId | Should -Be 'DestructiveChangeNotApproved,ServiceGuru.Commands.RemoveStaleImageCommand'
        $failed.ErrorDetails.Message | Should -BeLike 'images/clean would destroy something*remove quay.io/packit/dashboard:*'
        $failed.TargetObject | Should -Not -Match '^operation$'
        Get-Effect $sandbox | Should -BeNullOrEmpty
    }

    It 'removes what is stale of the repositories that flow in, once' {
        $removed = 'dashboard', 'sandcastle' | Remove-StaleImage -Force -Confirm:$false -PassThru
        $removed.Status | Select-Object -Unique | Should -Be 'Removed'
        $removed.Repository | Select-Object -Unique | Sort-Object | Should -Be @('dashboard', 'sandcastle')
        @(Get-Effect $sandbox).Count | Should -Be $removed.Count
        Remove-StaleImage dashboard -Force -Confirm:$false -PassThru | Should -BeNullOrEmpty
        $removed | Out-String | Should -Match 'Size \(MiB\)'
        (Get-ImageStatus dashboard).Running | Should -BeTrue
    }

    It 'takes an empty pipeline for nothing' {
        $before = @(Get-Effect $sandbox).Count
        @() | Remove-StaleImage -Force -Confirm:$false
        @(Get-Effect $sandbox).Count | Should -Be $before
    }

    It 'a repository that there is not is an error with an id' {
        { Remove-StaleImage nowhere -Force -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownImageRepository,ServiceGuru.Commands.RemoveStaleImageCommand'
    }

    It 'completes the repositories' {
        Complete 'Remove-StaleImage packit-w' | Should -Be 'packit-worker'
    }
}
