BeforeAll {
    . (Join-Path $PSScriptRoot Common.ps1)

    # Somebody else's module, with older versions of YamlDotNet and Polly and no load context of its own.
    $script:Neighbor = Resolve-Path (Join-Path $PSScriptRoot .. ServiceGuru.OldNeighbor bin ServiceGuru.OldNeighbor.dll)
    $script:World = Start-Sandbox (Join-Path $TestDrive isolation) -Speed 1000

    # YAML is read, and HTTP goes through Polly: both libraries are really used.
    $script:Work = {
        function Get-LoadedFrom {
            param([string] $Assembly)

            foreach ($context in [System.Runtime.Loader.AssemblyLoadContext]::All) {
                foreach ($found in $context.Assemblies) {
                    if ($found.GetName().Name -eq $Assembly) {
                        # The assembly version of Polly is the same for all of 8.
                        $file = [System.Diagnostics.FileVersionInfo]::GetVersionInfo($found.Location)
                        "$($file.FileMajorPart).$($file.FileMinorPart).$($file.FileBuildPart) in $($context.Name)"
                    }
                }
            }
        }

        function Use-ServiceGuru {
            $report = Test-StagingHealth
            "ours: $((Get-ServiceDefinition).Name) $($report.Workloads.Count -gt 0) $($report.Environment)"
        }

        function Use-Neighbor {
            $neighbor = Get-Neighbor
            "theirs: $($neighbor.Name) after $($neighbor.Tries), Polly $($neighbor.Polly), YamlDotNet $($neighbor.Yaml)"
        }
    }

    function Invoke-Isolated {
        # Its errors are part of the answer: nothing may go wrong unnoticed.
        param([string] $Script)

        Invoke-NewPowerShell "`$ErrorActionPreference = 'Stop'; `$module = '$env:SERVICEGURU_TEST_MODULE'; `$neighbor = '$Neighbor'; $Work; $Script"
    }

    $bin = Join-Path (Split-Path $env:SERVICEGURU_TEST_MODULE) bin net8.0
    $script:Versions = foreach ($name in 'Polly.Core', 'YamlDotNet') {
        $file = [System.Diagnostics.FileVersionInfo]::GetVersionInfo((Join-Path $bin "$name.dll"))
        "$($file.FileMajorPart).$($file.FileMinorPart).$($file.FileBuildPart)"
    }
}

AfterAll { Stop-Sandbox -ErrorAction SilentlyContinue }

Describe 'Isolation' {
    It 'works beside a module that loaded older versions of its libraries before' {
        Invoke-Isolated @'
            Import-Module $neighbor
            Use-Neighbor
            Import-Module $module
            Use-ServiceGuru
            Use-Neighbor
            Get-LoadedFrom Polly.Core
            Get-LoadedFrom YamlDotNet
'@ | Should -Be @(
            'theirs: next door after 2, Polly 8.5.2 in Default, YamlDotNet 13.7.1 in Default'
            'ours: packit True stg'
            'theirs: next door after 2, Polly 8.5.2 in Default, YamlDotNet 13.7.1 in Default'
            '8.5.2 in Default', "$($Versions[0]) in ServiceGuru"
            '13.7.1 in Default', "$($Versions[1]) in ServiceGuru")
    }

    It 'works beside a module that loads older versions of its libraries after' {
        Invoke-Isolated @'
            Import-Module $module
            Use-ServiceGuru
            Import-Module $neighbor
            Use-Neighbor
            Use-ServiceGuru
            Get-LoadedFrom Polly.Core
            Get-LoadedFrom YamlDotNet
'@ | Should -Be @(
            'ours: packit True stg'
            'theirs: next door after 2, Polly 8.5.2 in Default, YamlDotNet 13.7.1 in Default'
            'ours: packit True stg'
            '8.5.2 in Default', "$($Versions[0]) in ServiceGuru"
            '13.7.1 in Default', "$($Versions[1]) in ServiceGuru")
    }

    It 'brings nothing but its loader and its types into the default load context, whatever ran' {
        Invoke-Isolated @'
            $default = [System.Runtime.Loader.AssemblyLoadContext]::Default
            $before = $default.Assemblies.FullName
            $engine = $PSHOME, [System.Runtime.InteropServices.RuntimeEnvironment]::GetRuntimeDirectory().TrimEnd('/', '\')
            Import-Module $module
            Use-ServiceGuru
            $null = Get-RunbookRun; $null = Test-Runbook weekly-production; $null = Get-DeployedVersion -ErrorAction SilentlyContinue
            $null = Get-PendingChange -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
            # A ledger and its library, too; nobody listens there.
            $env:SERVICEGURU_LEDGER = 'postgres://nobody@127.0.0.1:1/none'
            try { $null = Get-RunbookRun } catch { 'unreachable' }
            "apart: $(Get-LoadedFrom Npgsql)"
            $default.Assemblies | Where-Object { $_.FullName -notin $before -and -not $_.IsDynamic -and (Split-Path $_.Location) -notin $engine } |
                ForEach-Object { $_.GetName().Name } | Sort-Object
'@ | Should -Be @('ours: packit True stg', 'unreachable', 'apart: 10.0.0 in ServiceGuru', 'ServiceGuru.Core', 'ServiceGuru.Loader')
    }

    It 'keeps every cmdlet, and what it gave before, when it is imported again by force or after its removal' {
        $count = (Import-PowerShellDataFile $env:SERVICEGURU_TEST_MODULE).CmdletsToExport.Count
        Invoke-Isolated @'
            Import-Module $module
            $definition = Get-ServiceDefinition
            $baseline = Test-StagingHealth
            function Use-Both {
                "$((Get-Command -Module ServiceGuru).Count) $((Get-Module ServiceGuru).ExportedCmdlets.Count)"
                Use-ServiceGuru
                "before: $((Test-StagingHealth -Service $definition -Baseline $baseline).Verdict) $($definition -is [ServiceGuru.Services.ServiceDefinition])"
            }
            Import-Module $module -Force
            Import-Module $module -Force
            Use-Both
            Remove-Module ServiceGuru
            "gone: $(Get-Command Get-RunbookRun -Module ServiceGuru -ErrorAction SilentlyContinue)"
            Import-Module $module
            Use-Both
'@ | Should -Be @(
            "$count $count", 'ours: packit True stg', 'before: Healthy True'
            'gone: '
            "$count $count", 'ours: packit True stg', 'before: Healthy True')
    }

    It 'lets scripts name its types before any cmdlet has run' {
        Invoke-Isolated @'
            Import-Module $module
            [ServiceGuru.Services.ServiceDefinition].FullName
            [ServiceGuru.Runbooks.State.RunStatus]::Succeeded
            function Get-Name { param([ServiceGuru.Services.ServiceDefinition] $Definition) $Definition.Name }
            Get-Name (Get-ServiceDefinition)
            [ServiceGuru.Commands.DefinitionCheck].Name
'@ | Should -Be @('ServiceGuru.Services.ServiceDefinition', 'Succeeded', 'packit', 'DefinitionCheck')
    }

    It 'says what to do when another build of it is loaded' {
        $copy = Join-Path $TestDrive build ServiceGuru
        Copy-Item (Split-Path $env:SERVICEGURU_TEST_MODULE) $copy -Recurse -Exclude guru
        $loader = Join-Path $copy bin net8.0 ServiceGuru.Loader.dll

        # What makes it another build is the id that the compiler gave its assembly.
        $bytes = [System.IO.File]::ReadAllBytes($loader)
        $id = ('ServiceGuru.Loader.LoadContext' -as [type]).Module.ModuleVersionId.ToByteArray()
        $latin = [System.Text.Encoding]::Latin1
        $at = $latin.GetString($bytes).IndexOf($latin.GetString($id), [System.StringComparison]::Ordinal)
        $at | Should -BeGreaterThan 0
        $bytes[$at] = $bytes[$at] -bxor 255
        [System.IO.File]::WriteAllBytes($loader, $bytes)

        { Import-Module (Join-Path $copy ServiceGuru.psd1) -ErrorAction Stop } | Should -Throw "*already loaded from '$(Split-Path $env:SERVICEGURU_TEST_MODULE)*Start a new pwsh*"
        (Get-ServiceDefinition).Name | Should -Be 'packit'
    }
}
