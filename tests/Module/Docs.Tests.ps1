# Parameters, outputs and links of the pages are checked by the build (src/ServiceGuru.Help).
BeforeDiscovery {
    $root = Join-Path $PSScriptRoot .. ..
    $pages = Join-Path $root docs en-US
    Import-Module $env:SERVICEGURU_TEST_MODULE
    $cases = @(Get-Command -Module ServiceGuru | ForEach-Object { @{ Name = $_.Name; File = Join-Path $pages "$($_.Name).md" } })
    # Those of the cmdlets' pages are run, by Examples.Tests.ps1.
    $examples = @(
        Get-ChildItem (Join-Path $root README.md), (Join-Path $root docs) -Include *.md -File -Recurse | Where-Object BaseName -NotIn $cases.Name | ForEach-Object {
            $blocks = [regex]::Matches((Get-Content $_ -Raw), '(?ms)^```powershell\r?\n(.*?)^```') | ForEach-Object { $_.Groups[1].Value }
            if ($blocks) { @{ Page = $_.Name; Blocks = @($blocks) } }
        }
    )
}

BeforeAll {
    . "$PSScriptRoot/Common.ps1"

    function Get-Section {
        param([string] $Title)

        if ($page -match "(?ms)^## $Title\r?`n(.*?)(?=^## |\z)") { $Matches[1].Trim() }
    }
}

Describe 'The page of <Name>' -ForEach $cases {
    BeforeAll {
        $page = Get-Content $File -Raw
        $command = Get-Command $Name
    }

    It 'has a synopsis of one sentence, a description, and at least three examples with a word on each' {
        $page | Should -Match "(?m)^# $Name\r?$"
        Get-Section SYNOPSIS | Should -Match '^[A-Z][^\n]*\.$'
        (Get-Section DESCRIPTION).Length | Should -BeGreaterThan 60
        $found = @([regex]::Matches((Get-Section EXAMPLES), '(?ms)^### [^\n]+\n\s*```powershell\n.*?^```\s*\n+(?<word>[^#\n][^\n]*)'))
        $found.Count | Should -BeGreaterOrEqual 3
        $found.Count | Should -Be ([regex]::Matches((Get-Section EXAMPLES), '(?m)^### ').Count) -Because 'each example is said what it is for'
    }

    It 'has the syntax as it is' {
        $told = @([regex]::Matches((Get-Section SYNTAX), '(?m)^' + $Name + ' .*$') | ForEach-Object { $_.Value.Trim() })
        $told.Count | Should -Be $command.ParameterSets.Count
        foreach ($set in $command.ParameterSets) {
            $expected = "$Name $set" -replace '\s+', ' '
            $told | Should -Contain $expected
        }
    }
}

Describe 'The examples of <Page>' -ForEach $examples {
    It 'parse, and their parameters bind' {
        foreach ($code in $Blocks) {
            $errors = $null
            $tree = [System.Management.Automation.Language.Parser]::ParseInput($code, [ref] $null, [ref] $errors)
            $errors | Should -BeNullOrEmpty
            foreach ($call in $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
                $called = $call.GetCommandName()
                if ($called -notmatch '^[A-Z]\w*-[A-Z]\w*$') { continue }
                $known = Get-Command $called -ErrorAction SilentlyContinue
                $known | Should -Not -BeNullOrEmpty -Because "the example calls $called"
                if ($known.Source -ne 'ServiceGuru') { continue }
                # What comes through the pipeline is bound when it runs; all else can be told from the text.
                $bound = [System.Management.Automation.Language.StaticParameterBinder]::BindCommand($call, $true)
                $bound.BindingExceptions.Values | ForEach-Object { "${call}: $($_.BindingException.Message)" } | Should -BeNullOrEmpty
            }
        }
    }
}

Describe 'The pages' {
    It 'are those of the cmdlets' -ForEach @{ Folder = $pages; Names = $cases.Name } {
        (Get-ChildItem $Folder -Filter '*-*.md').BaseName | Sort-Object | Should -Be ($Names | Sort-Object)
    }
}
