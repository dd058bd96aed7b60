# What the engine makes of the help files. That these are complete is tested without it (HelpFilesTests).
BeforeDiscovery {
    Import-Module $env:SERVICEGURU_TEST_MODULE
    $cmdlets = @(Get-Command -Module ServiceGuru | ForEach-Object { @{ Name = $_.Name } })
    $topics = @(Get-ChildItem (Join-Path $PSScriptRoot .. .. docs en-US about_*.md) | ForEach-Object { @{ Topic = $_.BaseName } })
}

BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'Get-Help <Name>' -ForEach $cmdlets {
    BeforeAll {
        $help = Get-Help $Name -Full
        $command = Get-Command $Name
    }

    It 'shows synopsis, description, examples and links' {
        $help.Name | Should -Be $Name
        $help.Synopsis | Should -Match '^[A-Z].*\.$'
        ($help.description.Text -join ' ').Length | Should -BeGreaterThan 60
        $help.examples.example.Count | Should -BeGreaterOrEqual 3
        foreach ($example in $help.examples.example) {
            $example.code | Should -Not -BeNullOrEmpty
            $example.remarks[0].Text | Should -Not -BeNullOrEmpty
        }
        $help.relatedLinks.navigationLink[0].uri | Should -Match "^https://.*/$Name\.md$"
        $help.relatedLinks.navigationLink.Count | Should -BeGreaterThan 1
        $help.returnValues.returnValue.type.name | Should -Be $command.OutputType.Name
        $help.inputTypes.inputType | Should -Not -BeNullOrEmpty
    }

    It 'shows every parameter as it is' {
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters
        $names = @($command.Parameters.Keys | Where-Object { $_ -notin $common })
        $told = @($help.parameters.parameter)
        $told.name | Sort-Object | Should -Be ($names | Sort-Object)
        foreach ($parameter in $told) {
            $own = $command.Parameters[$parameter.name]
            $place = @($own.ParameterSets.Values)[0]
            $parameter.description[-1].Text | Should -Match '\.$' -Because "-$($parameter.name) is described"
            $parameter.required | Should -Be "$($place.IsMandatory)"
            $parameter.position | Should -Be ($place.Position -lt 0 ? 'named' : "$($place.Position)")
            $parameter.aliases | Should -Be ($own.Aliases ? $own.Aliases -join ', ' : 'none')
            $parameter.pipelineInput | Should -Match ($place.ValueFromPipeline -or $place.ValueFromPipelineByPropertyName ? '^True \(' : '^False$')
            $parameter.defaultValue | Should -Not -BeNullOrEmpty
        }
    }

    It 'says which values a parameter may have, where they are few' {
        foreach ($shown in $help.parameters.parameter) {
            $parameter = $command.Parameters[$shown.name]
            $text = $shown.description.Text -join ' '
            $type = [Nullable]::GetUnderlyingType($parameter.ParameterType) ?? $parameter.ParameterType
            if ($type.IsEnum) { foreach ($value in $type.GetEnumNames()) { $text | Should -Match $value -Because "-$($parameter.Name) may be $value" } }
            foreach ($range in $parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.ValidateRangeAttribute] }) {
                $text | Should -Match "\b$($range.MinRange)\b" -Because "-$($parameter.Name) begins there"
                if ($range.MaxRange -ne [int]::MaxValue) { $text | Should -Match "\b$($range.MaxRange)\b" -Because "-$($parameter.Name) ends there" }
            }
        }
    }

    It 'has the syntax that the engine has' {
        $told = @($help.syntax | Out-String -Width 4096).Split("`n").Trim() | Where-Object { $_ }
        $told.Count | Should -Be $command.ParameterSets.Count
        foreach ($line in $told) { $line | Should -Match "^$Name .*\[<CommonParameters>\]$" }
    }
}

Describe 'Get-Help <Topic>' -ForEach $topics {
    It 'shows the topic' {
        $text = Get-Help $Topic | Out-String
        $text | Should -Match "^TOPIC\r?\n +$Topic\r?\n"
        $text | Should -Match '(?m)^SHORT DESCRIPTION\r?$'
        $text | Should -Match '(?m)^LONG DESCRIPTION\r?$'
    }
}

Describe 'Get-Help' {
    It 'has the views that people use' {
        Get-Help Move-StableBranch -Examples | Out-String | Should -Match 'Example 1[\s\S]*Move-StableBranch -WhatIf'
        @(Get-Help Move-StableBranch -Parameter *).Count | Should -BeGreaterThan 5
        Get-Help Move-StableBranch -Parameter Timeout | Out-String | Should -Match '90s'
        Get-Help Move-StableBranch -Full | Out-String | Should -Match '(?s)SYNOPSIS.*SYNTAX.*DESCRIPTION.*PARAMETERS.*-Force.*INPUTS.*OUTPUTS.*NOTES.*RELATED LINKS.*Get-PendingChange'
        (Get-Help about_Run* ).Name | Should -Contain 'about_Runbooks'
    }

    It 'works for a module that is not imported yet, without a network' {
        $module = Join-Path $TestDrive modules ServiceGuru
        $null = New-Item (Split-Path $module) -ItemType Directory
        $null = New-Item $module -ItemType SymbolicLink -Target (Split-Path $env:SERVICEGURU_TEST_MODULE)
        $out = Invoke-NewPowerShell @"
`$env:PSModulePath = '$(Split-Path $module)'
(Get-Help about_Sandbox | Out-String).Split("``n")[1].Trim()
(Get-Module).Name -contains 'ServiceGuru'
(Get-Help Test-Runbook).Synopsis
"@
        $out[0] | Should -Be 'about_Sandbox'
        $out[1] | Should -Be 'False'
        $out[2] | Should -Be (Get-Help Test-Runbook).Synopsis
    }
}
