#Requires -Version 7.4
<#
.SYNOPSIS
Builds, tests and packages ServiceGuru. A thin face over dotnet: everything it does can be done without PowerShell.

.PARAMETER Task
Build    dotnet build: the finished module lies in output/ServiceGuru/<version>/ afterwards.
Test     dotnet test: xunit, and Pester in a PowerShell of its own.
Docs     Checks that every cmdlet has its page in docs/en-US.
Package  output/ServiceGuru.<version>.nupkg and .zip, made of a Release build.

.EXAMPLE
./build.ps1 Build, Test
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Docs', 'Package')]
    [string[]] $Task = @('Build', 'Test'),

    [Parameter()]
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
Set-Location $PSScriptRoot

function Get-ModuleFolder {
    $version = ([xml](Get-Content src/Directory.Build.props)).Project.PropertyGroup.Version | Where-Object { $_ }
    Join-Path output ServiceGuru $version
}

foreach ($name in $Task) {
    switch ($name) {
        'Build' {
            dotnet build ServiceGuru.slnx --nologo --configuration $Configuration
        }
        'Test' {
            dotnet test ServiceGuru.slnx --nologo --configuration $Configuration
        }
        'Docs' {
            $cmdlets = (Import-PowerShellDataFile (Join-Path (Get-ModuleFolder) ServiceGuru.psd1)).CmdletsToExport
            $missing = $cmdlets | Where-Object { -not (Test-Path "docs/en-US/$_.md") }
            if ($missing) { throw "These cmdlets have no page in docs/en-US: $($missing -join ', ')" }
            "docs/en-US has a page for each of the $($cmdlets.Count) cmdlets."
        }
        'Package' {
            dotnet pack src/ServiceGuru --nologo --configuration Release
        }
    }
}
