BeforeDiscovery { Import-Module $env:SERVICEGURU_TEST_MODULE }

BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'Parameters' {
    It '<Name> has exactly its parameters' -ForEach @(
        @{ Name = 'Approve-RunbookGate'; Expected = 'Comment Confirm Gate Id Opening PassThru Value WhatIf' }
        @{ Name = 'Clear-TaskQueue'; Expected = 'Confirm DuringFreeze Environment Force PassThru Queue Service WhatIf' }
        @{ Name = 'Deny-RunbookGate'; Expected = 'Comment Confirm Gate Id Opening PassThru WhatIf' }
        @{ Name = 'Export-RunbookReport'; Expected = 'Confirm Force Id PassThru Path WhatIf' }
        @{ Name = 'Get-DeployedVersion'; Expected = 'Environment Service' }
        @{ Name = 'Get-ImageStatus'; Expected = 'Environment Repository Service' }
        @{ Name = 'Get-InfrastructureChange'; Expected = 'Environment Service' }
        @{ Name = 'Get-PendingChange'; Expected = 'Environment Report Repository Service' }
        @{ Name = 'Get-ReleaseNote'; Expected = 'From Repository Service Since Till To' }
        @{ Name = 'Get-RunbookEvent'; Expected = 'Follow Id' }
        @{ Name = 'Get-RunbookGate'; Expected = 'Id' }
        @{ Name = 'Get-RunbookRun'; Expected = 'Id Runbook Status' }
        @{ Name = 'Get-SandboxFault'; Expected = 'Active Directory Name' }
        @{ Name = 'Get-ServiceDefinition'; Expected = 'ListAvailable Service' }
        @{ Name = 'Get-TaskQueue'; Expected = 'Environment Service' }
        @{ Name = 'Invoke-InfrastructureDeploy'; Expected = 'Always Confirm DuringFreeze Environment PassThru Service Timeout WhatIf' }
        @{ Name = 'Invoke-ProdImport'; Expected = 'AfterRevert Again Confirm DuringFreeze Environment Force ImageStream Move PassThru Repository Revision Revisions Service Timeout WhatIf' }
        @{ Name = 'Invoke-Runbook'; Expected = 'Confirm DuringFreeze Force Name OnFailure Parameter Plan Scenario Service Timeout WhatIf' }
        @{ Name = 'Invoke-RunbookStep'; Expected = 'Confirm DuringFreeze Force PassThru Run Service Set Step Timeout WhatIf' }
        @{ Name = 'Move-StableBranch'; Expected = 'Commit Confirm DuringFreeze Force NoRecord PassThru Repository Service Timeout WhatIf' }
        @{ Name = 'New-FirewallRequest'; Expected = 'Confirm Domain DuringFreeze Environment Justification PassThru Path Port Service Untested WhatIf' }
        @{ Name = 'New-MastodonPost'; Expected = 'Path Service Spread Start Title Top Url' }
        @{ Name = 'New-ReleaseBlogPost'; Expected = 'Author Confirm Date Directory DuringFreeze Force Form From Move Repository Service Since Till To WhatIf' }
        @{ Name = 'New-ServiceDefinition'; Expected = 'Confirm Name Path WhatIf' }
        @{ Name = 'Publish-MastodonPost'; Expected = 'Confirm Draft DuringFreeze PassThru Path Service Spread Start Title Top Url WhatIf' }
        @{ Name = 'Publish-ReleaseBlogPost'; Expected = 'Confirm DuringFreeze Merge PassThru Path RepositoryPath Service Timeout WhatIf' }
        @{ Name = 'Remove-RunbookRun'; Expected = 'Confirm Id Keep OlderThan PassThru WhatIf' }
        @{ Name = 'Remove-StaleImage'; Expected = 'Confirm DuringFreeze Force Keep KeepNewest OlderThan PassThru Repository Service WhatIf' }
        @{ Name = 'Remove-StuckPod'; Expected = 'Confirm DuringFreeze Environment Force Name PassThru Service WhatIf' }
        @{ Name = 'Restore-ChannelTopic'; Expected = 'Channel Confirm DuringFreeze Force Overwrite PassThru Service WhatIf' }
        @{ Name = 'Restore-StableBranch'; Expected = 'Confirm DuringFreeze Force NoRecord PassThru Repository Run Service Timeout WhatIf' }
        @{ Name = 'Resume-Runbook'; Expected = 'Confirm DuringFreeze Force From Id Migrate OnFailure Service Timeout WhatIf' }
        @{ Name = 'Send-ChannelMessage'; Expected = 'Channel Confirm DuringFreeze Message PassThru Service Text WhatIf' }
        @{ Name = 'Remove-ServiceSecret'; Expected = 'Confirm PassThru Reference WhatIf' }
        @{ Name = 'Set-ServiceSecret'; Expected = 'Confirm Credential PassThru Reference Secret WhatIf' }
        @{ Name = 'Get-ServiceSecret'; Expected = 'Reference' }
        @{ Name = 'Set-ChannelTopic'; Expected = 'Channel Confirm DuringFreeze Fallback Message PassThru Service Text WhatIf' }
        @{ Name = 'Set-SandboxFault'; Expected = 'Clear Confirm Directory Name PassThru WhatIf' }
        @{ Name = 'Start-Sandbox'; Expected = 'Confirm Directory Fault Service Speed WhatIf' }
        @{ Name = 'Stop-Runbook'; Expected = 'Cancel Confirm Id PassThru Pause Reason WhatIf' }
        @{ Name = 'Stop-Sandbox'; Expected = 'Confirm Directory PassThru WhatIf' }
        @{ Name = 'Submit-RunbookDecision'; Expected = 'Choice Confirm Id PassThru Reason Step WhatIf' }
        @{ Name = 'Test-DomainAccess'; Expected = 'Domain Environment Port Quiet Service' }
        @{ Name = 'Test-ProductionHealth'; Expected = 'Baseline Environment FromFile Quiet Service Since' }
        @{ Name = 'Test-Runbook'; Expected = 'Path Quiet Service' }
        @{ Name = 'Test-RunbookRecord'; Expected = 'ExpectedHash Id Quiet' }
        @{ Name = 'Test-ServiceDefinition'; Expected = 'Access Quiet Service System Timeout' }
        @{ Name = 'Test-StagingHealth'; Expected = 'Baseline Environment FromFile Quiet Service Since' }
        @{ Name = 'Undo-ProdDeployment'; Expected = 'Confirm DuringFreeze Environment Force ImageStream PassThru Reason Run Service Timeout To WhatIf' }
        @{ Name = 'Undo-RunbookRun'; Expected = 'Confirm Force Id PassThru Service Step WhatIf' }
        @{ Name = 'Wait-ImageBuild'; Expected = 'Commit Environment Move Repository Revisions Service Timeout' }
        @{ Name = 'Wait-Rollout'; Expected = 'Environment ImageStream Service Timeout' }
    ) {
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters
        $found = (Get-Command $Name).Parameters.Keys | Where-Object { $_ -notin $common } | Sort-Object
        $found -join ' ' | Should -Be $Expected
    }

    It 'whatever takes the name of a <Kind> takes the <Kind> itself' -ForEach @(
        @{ Kind = 'run'; Completer = 'RunCompleter'; Attribute = 'RunIdAttribute' }
        @{ Kind = 'repository'; Completer = 'RepositoryCompleter'; Attribute = 'RepositoryNameAttribute' }
    ) {
        $found = foreach ($command in Get-Command -Module ServiceGuru) {
            foreach ($parameter in $command.Parameters.Values | Where-Object { $_.Attributes.Type.Name -contains $Completer }) {
                $parameter.Attributes.TypeId.Name | Should -Contain $Attribute -Because "-$($parameter.Name) of $command names one"
                "$command -$($parameter.Name)"
            }
        }
        $found | Should -Contain $(if ($Kind -eq 'run') { 'Restore-StableBranch -Run' } else { 'Move-StableBranch -Repository' })
    }

    It 'ids of runs come by value from the pipeline, and several where one after the other is done' {
        foreach ($name in 'Approve-RunbookGate', 'Deny-RunbookGate', 'Export-RunbookReport', 'Get-RunbookEvent', 'Get-RunbookGate', 'Get-RunbookRun', 'Invoke-RunbookStep', 'Remove-RunbookRun', 'Resume-Runbook', 'Stop-Runbook', 'Submit-RunbookDecision', 'Test-RunbookRecord', 'Undo-RunbookRun') {
            $parameter = (Get-Command $name).Parameters[$(if ($name -eq 'Invoke-RunbookStep') { 'Run' } else { 'Id' })]
            $parameter.ParameterSets.Values.ValueFromPipeline | Should -Not -Contain $false -Because $name
        }
        foreach ($name in 'Export-RunbookReport', 'Get-RunbookEvent', 'Undo-RunbookRun') { (Get-Command $name).Parameters.Id.ParameterType | Should -Be ([string[]]) }
    }

    It 'no cmdlet is forgotten above' {
        $table = Get-Content $PSCommandPath | Select-String "Name = '([A-Za-z]+-[A-Za-z]+)'" | ForEach-Object { $_.Matches[0].Groups[1].Value }
        (Get-Command -Module ServiceGuru).Name | Sort-Object | Should -Be ($table | Sort-Object)
    }
}

Describe 'Durations' {
    # The window must be more than zero, so a wrong reading of the number shows.
    It 'takes <_> as a person means it' -ForEach '90s', '1d', '2h', '1h30m', '"90s"', '([timespan]::FromHours(1))', '00:20:00' {
        $command = "Test-StagingHealth nowhere -Service packit -Since $_ -ErrorAction Stop"
        { Invoke-Expression $command } | Should -Throw -ErrorId 'UnknownEnvironment,*'
    }

    It 'says how <_> is written instead' -ForEach 'x', '100000d', '"1 h"' {
        $command = "Invoke-Runbook weekly -Timeout $_"
        { Invoke-Expression $command } | Should -Throw '*no duration of at most 365 days; write 90s, 10m or 2h*'
    }

    It '-Timeout of <Name> takes nothing that can not be waited for' -ForEach @(Get-Command -Module ServiceGuru | Where-Object { $_.Parameters.ContainsKey('Timeout') } | ForEach-Object { @{ Name = $_.Name } }) {
        # The mandatory ones; nothing is looked at before all are bound.
        $others = switch ($Name) {
            'Invoke-Runbook' { @{ Name = 'nothing' } }
            'Invoke-RunbookStep' { @{ Run = 'nothing'; Step = 'nothing' } }
            'Publish-ReleaseBlogPost' { @{ Path = 'nothing' } }
            'Resume-Runbook' { @{ Id = 'nothing' } }
            'Test-ServiceDefinition' { @{ Access = $true } }
            'Undo-ProdDeployment' { @{ ImageStream = 'nothing' } }
            default { @{} }
        }
        foreach ($wrong in '0s', [timespan]::Zero, [timespan]::FromSeconds(-5), '60d', [timespan]::MaxValue) {
            { & $Name @others -Timeout $wrong -ErrorAction Stop } | Should -Throw '*more than zero and at most 49d*' -ErrorId 'ParameterArgumentValidationError,*' -Because "$wrong"
        }
    }

    It 'refuses <_>, which has no unit' -ForEach '90', '"90"', '1.5' {
        $command = "Test-StagingHealth nowhere -Service packit -Since $_"
        { Invoke-Expression $command } | Should -Throw '*no unit*'
    }
}
