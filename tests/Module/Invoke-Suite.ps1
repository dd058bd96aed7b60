#Requires -Version 7.4
# Runs the Pester suite against a built module, in the process that this script is started in: start a new pwsh for it.
[CmdletBinding()]
param(
    # The manifest of the module: what 'dotnet build' has laid out last.
    [Parameter()]
    [string] $Module = (Get-ChildItem (Join-Path $PSScriptRoot .. .. output ServiceGuru * ServiceGuru.psd1) | Sort-Object LastWriteTime | Select-Object -Last 1).FullName,

    [Parameter()]
    [string[]] $Path = $PSScriptRoot
)

$ErrorActionPreference = 'Stop'
if (-not $Module) { throw "There is no module in output: run 'dotnet build' first." }
$PSStyle.OutputRendering = 'PlainText'
$ProgressPreference = 'SilentlyContinue'
Import-Module Pester -MinimumVersion 5.5

$env:SERVICEGURU_TEST_MODULE = (Resolve-Path $Module).Path
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$result = Invoke-Pester -Configuration $configuration
if ($result.TotalCount -eq 0) { exit 1 }
exit $result.FailedCount + $result.FailedContainersCount + $result.FailedBlocksCount
