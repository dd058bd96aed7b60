BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'Import' {
    It 'exports exactly what the manifest names' {
        $named = (Import-PowerShellDataFile $env:SERVICEGURU_TEST_MODULE).CmdletsToExport
        (Get-Command -Module ServiceGuru).Name | Sort-Object | Should -Be ($named | Sort-Object)
    }

    It 'has a manifest that tells all that a gallery asks for' {
        $manifest = Test-ModuleManifest $env:SERVICEGURU_TEST_MODULE -ErrorAction Stop
        $manifest.CompatiblePSEditions | Should -Be 'Core'
        $manifest.PowerShellVersion | Should -Be '7.4'
        $manifest.LicenseUri | Should -Be 'https://licenses.nuget.org/MIT'
        $manifest.ProjectUri | Should -Not -BeNullOrEmpty
        $manifest.Tags | Should -Contain 'PSEdition_Core'
        $manifest.ReleaseNotes | Should -Match '### Added'
    }

    It 'takes little' {
        # Processor time, and the least of three: what else the machine does counts for little. It is about 60 ms; docs/benchmarks.md
        # has the figures, and the bound is for a machine that is slow and busy.
        $least = 1..3 | ForEach-Object {
            [double](Invoke-NewPowerShell "`$me = [System.Diagnostics.Process]::GetCurrentProcess(); `$before = `$me.TotalProcessorTime; Import-Module '$env:SERVICEGURU_TEST_MODULE'; `$me.Refresh(); (`$me.TotalProcessorTime - `$before).TotalMilliseconds")
        } | Measure-Object -Minimum
        $least.Minimum | Should -BeLessThan 1000
    }

    It 'says what to do when another copy of it is loaded already' {
        $copy = Join-Path $TestDrive other ServiceGuru
        Copy-Item (Split-Path $env:SERVICEGURU_TEST_MODULE) $copy -Recurse -Exclude guru
        { Import-Module (Join-Path $copy ServiceGuru.psd1) -ErrorAction Stop } | Should -Throw '*Start a new pwsh*'
    }

    It 'adds what scripts want of outputs in every runspace' {
        1..2 | ForEach-Object -Parallel {
            Import-Module $env:SERVICEGURU_TEST_MODULE
            $null = Get-RunbookRun
            (Get-TypeData ServiceGuru.Runbooks.State.RunState).Members.Keys -contains 'Runbook'
        } | Should -Be @($true, $true)
    }

    It 'shows output of <_> with a view of its own' -ForEach @(
        'ServiceGuru.Services.ServiceDefinition', 'ServiceGuru.Health.HealthReport', 'ServiceGuru.Health.DeployedVersion'
        'ServiceGuru.Branches.BranchMove', 'ServiceGuru.Notices.ChannelTopic', 'ServiceGuru.Images.PublishedImage'
        'ServiceGuru.Images.ImageStatus', 'ServiceGuru.Rollouts.ImportReport', 'ServiceGuru.ReleaseNotes.ReleaseNote'
        'ServiceGuru.ReleaseNotes.BlogPost', 'ServiceGuru.Runbooks.State.StepState', 'ServiceGuru.Runbooks.State.RunState'
        'ServiceGuru.Sandboxes.SandboxSession', 'ServiceGuru.Commands.DefinitionCheck') {
        Get-FormatData -TypeName $_ -PowerShellVersion 7.4 | Should -Not -BeNullOrEmpty
        # A view of a type that does not exist would never be used, and nobody would notice.
        $_ -as [type] | Should -Not -BeNullOrEmpty
    }
}
