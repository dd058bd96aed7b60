BeforeDiscovery {
    Import-Module $env:SERVICEGURU_TEST_MODULE
    $cmdlets = @(Get-Command -Module ServiceGuru)
    $types = @($cmdlets.OutputType.Type | Where-Object { $_ -notin [bool], [System.IO.FileInfo] } | Sort-Object FullName -Unique | ForEach-Object { @{ Name = $_.FullName } })

    # They need a run of another process, or a world of their own; their own files test what they give.
    $seenElsewhere = 'Approve-RunbookGate', 'Deny-RunbookGate', 'Get-RunbookGate', 'Get-SandboxFault', 'Get-ServiceSecret', 'Remove-RunbookRun', 'Remove-ServiceSecret', 'Remove-StuckPod',
        'Set-SandboxFault', 'Set-ServiceSecret', 'Stop-Runbook', 'Stop-Sandbox', 'Submit-RunbookDecision', 'Test-RunbookRecord', 'Test-ServiceDefinition'
    $seenHere = @($cmdlets.Name | Where-Object { $_ -notin $seenElsewhere })

    # Their output is what they are called for: they make or start something, and give it.
    $giving = 'Invoke-Runbook', 'New-MastodonPost', 'New-ReleaseBlogPost', 'New-ServiceDefinition', 'Resume-Runbook', 'Start-Sandbox'
    $changing = @($cmdlets | Where-Object { $_.Verb -notin 'Get', 'Test', 'Wait' -and $_.Name -notin $giving } | ForEach-Object { @{ Name = $_.Name } })

    # What comes out of one cmdlet goes into the other by the names of its properties.
    $links = @(
        @{ From = 'Get-PendingChange'; To = 'Move-StableBranch'; By = 'Repository', 'Commit' }
        @{ From = 'Move-StableBranch'; To = 'Wait-ImageBuild'; By = 'Repository', 'Commit' }
        @{ From = 'Wait-ImageBuild'; To = 'Invoke-ProdImport'; By = 'Repository', 'Revision' }
        @{ From = 'Get-InfrastructureChange'; To = 'Invoke-InfrastructureDeploy'; By = 'Environment' }
        @{ From = 'Test-DomainAccess'; To = 'New-FirewallRequest'; By = 'Domain' }
        @{ From = 'Set-ChannelTopic'; To = 'Restore-ChannelTopic'; By = 'Channel' }
        @{ From = 'New-ReleaseBlogPost'; To = 'Publish-ReleaseBlogPost'; By = 'Path', 'RepositoryPath' }
        @{ From = 'New-ReleaseBlogPost'; To = 'New-MastodonPost'; By = 'Path' }
        @{ From = 'Remove-StuckPod'; To = 'Remove-StuckPod'; By = 'Name' }
        @{ From = 'Start-Sandbox'; To = 'Stop-Sandbox'; By = 'Directory' }
        foreach ($to in 'Resume-Runbook', 'Stop-Runbook', 'Undo-RunbookRun', 'Export-RunbookReport', 'Get-RunbookEvent', 'Approve-RunbookGate', 'Deny-RunbookGate', 'Get-RunbookRun') {
            @{ From = 'Get-RunbookRun'; To = $to; By = 'Id' }
            @{ From = 'Get-RunbookEvent'; To = $to; By = 'Id' }
        }
    )
}

BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'Outputs' {
    It 'of <From> bind to <To> by name' -ForEach $links {
        $properties = (Get-Command $From).OutputType.Type.GetProperties().Name
        foreach ($name in $By) {
            $parameter = (Get-Command $To).Parameters[$name]
            $parameter.ParameterSets.Values.ValueFromPipelineByPropertyName | Should -Contain $true
            @($parameter.Name; $parameter.Aliases) | Where-Object { $_ -in $properties } | Should -Not -BeNullOrEmpty -Because "-$name of $To takes it"
        }
    }

    It '<Name> gives what it did with -PassThru, and else nothing' -ForEach $changing {
        (Get-Command $Name).Parameters.Keys | Should -Contain 'PassThru'
    }

    It '<Type>: its table shows whole titles and what counts in 80 columns, however long the names are' -ForEach @(
        @{
            Type = 'Ledger.RetentionVerdict'; Shows = 'stays:', 'removed'
            Rows = @{ RunId = '20261123-130502-k7qdab'; Runbook = 'rollout-remove-stuck-pods'; Service = 'packit'; EndedAt = [datetimeoffset]::UnixEpoch; Kept = 'it is among the newest 20 of its runbook' },
                @{ RunId = '20261123-130502-k7qdab'; Runbook = 'rollout-remove-stuck-pods'; Service = 'packit'; EndedAt = [datetimeoffset]::UnixEpoch; Kept = $null }
        }
        @{
            Type = 'Approvals.OpenGate'; Shows = 'alice', 'carol', 'healthy', 'import\?', '0 of 2'
            Rows = , @{ RunId = '20261123-130502-k7qdab'; Step = 'approve-production'; Runbook = 'weekly-production'; Service = 'packit'; Answers = @(); Gate = @{ Need = 2; Approvers = 'alice', 'bob', 'carol'; Question = 'Is production healthy after the import?' } }
        }
        @{
            Type = 'Rollouts.WorkloadRollout'; Shows = '90[.,]2s'
            Rows = , @{ Name = 'packit-worker-short-running'; Kind = 'StatefulSet'; Ready = 2; Desired = 2; PodsReplaced = 2; Finished = $true; Duration = [timespan]::FromSeconds(90.1666) }
        }
        @{
            Type = 'Images.PublishedImage'; Shows = "sha256:$('a' * 12)"
            Rows = @{ Repository = 'dashboard'; Image = 'quay.io/packit/dashboard'; Tag = 'prod'; Revision = 'b' * 40; Digest = "sha256:$('a' * 64)"; PublishedAt = [datetimeoffset]::UnixEpoch },
                @{ Repository = 'packit-service'; Image = 'quay.io/packit/packit-service-tests'; Tag = 'prod'; Revision = 'b' * 40; Digest = "sha256:$('a' * 64)"; PublishedAt = [datetimeoffset]::UnixEpoch }
        }
    ) {
        $lines = ($Rows | ForEach-Object { [pscustomobject](@{ PSTypeName = "ServiceGuru.$Type" } + $_) } | Format-Table | Out-String -Width 80) -split '\r?\n' | Where-Object { $_.Trim() }
        $lines[1] | Should -Match '^[- ]+$' -Because ($lines -join "`n")
        foreach ($shown in $Shows) { $lines -join "`n" | Should -Match $shown }
    }

    It '<Name> has a list and a table of its own' -ForEach $types {
        # The first cmdlet that runs adds the properties.
        $null = Get-RunbookRun
        $controls = @((Get-FormatData -TypeName $Name).FormatViewDefinition.Control | ForEach-Object { $_.GetType().Name })
        $listed = @((Get-TypeData $Name).DefaultDisplayPropertySet.ReferencedProperties)
        $controls | Should -Not -BeNullOrEmpty
        $listed | Should -Not -BeNullOrEmpty
        foreach ($property in $listed) {
            @(([type] $Name).GetProperties().Name; (Get-TypeData $Name).Members.Keys; 'Environment', 'Path') | Should -Contain $property
        }
    }
}

# One world, in which a week is done by hand.
Describe 'What each cmdlet gives' {
    BeforeAll {
        $sandbox = Start-Sandbox (Join-Path $TestDrive world) -Speed 1000 -Fault domain-blocked
        Push-Location $TestDrive
        "name: say`nsteps:`n  - { id: say, uses: notice/message, with: { text: Hello, channels: [slack] } }" | Set-Content say.yaml
        "name: bad`nsteps:`n  - { id: say, uses: notice/nothing }" | Set-Content bad.yaml
        $given = @{}
        $earliest = [System.Collections.Generic.List[object]]::new()

        function Save {
            # Keeps what a cmdlet gave, and hands it on.
            param([string] $Name)

            process {
                if (-not $given.ContainsKey($Name)) { $given[$Name] = [System.Collections.Generic.List[object]]::new() }
                $given[$Name].Add($_)
                $_
            }
        }

        $PSDefaultParameterValues['*:Confirm'] = $false
        $null = & {
            $sandbox | Save Start-Sandbox
            New-ServiceDefinition shop ./shop.yaml | Save New-ServiceDefinition
            Get-ServiceDefinition | Save Get-ServiceDefinition
            Test-ServiceDefinition $sandbox.Service | Save Test-ServiceDefinition
            Test-ServiceDefinition $sandbox.Service -Quiet | Save Test-ServiceDefinition
            Test-ServiceDefinition $sandbox.Service -Access | Save Access
            Get-SandboxFault | Save Get-SandboxFault
            Test-Runbook ./bad.yaml | Save Test-Runbook
            Test-Runbook ./bad.yaml -Quiet | Save Test-Runbook
            Test-StagingHealth | Save Test-StagingHealth
            Test-StagingHealth -Quiet | Save Test-StagingHealth
            Test-ProductionHealth | Save Test-ProductionHealth
            Test-ProductionHealth -Quiet | Save Test-ProductionHealth
            Get-DeployedVersion prod | Save Get-DeployedVersion
            Get-PendingChange -Report | Save Get-PendingChange
            Get-ImageStatus | Save Get-ImageStatus
            Get-InfrastructureChange | Save Get-InfrastructureChange | Invoke-InfrastructureDeploy -PassThru | Save Invoke-InfrastructureDeploy
            Get-ReleaseNote | Save Get-ReleaseNote
            Get-TaskQueue | Save Get-TaskQueue
            Test-DomainAccess download.kde.org -Quiet | Save Test-DomainAccess
            Test-DomainAccess download.kde.org | Save Test-DomainAccess | Select-Object -First 1 | New-FirewallRequest -PassThru | Save New-FirewallRequest
            Set-ChannelTopic in-progress -Channel matrix -PassThru | Save Set-ChannelTopic | Restore-ChannelTopic -PassThru | Save Restore-ChannelTopic
            Send-ChannelMessage Hello -Channel slack -PassThru | Save Send-ChannelMessage

            # The documented chain: what is pending is moved, built and imported, in one pipeline.
            Get-PendingChange | Save Get-PendingChange | Move-StableBranch -PassThru -NoRecord | Save Move-StableBranch |
                Wait-ImageBuild | Save Wait-ImageBuild | Invoke-ProdImport -PassThru | Save Invoke-ProdImport
            Wait-Rollout | Save Wait-Rollout

            # Now: what is put back below is built anew, and takes the tags.
            $given['Move-StableBranch'] | Wait-ImageBuild | Select-Object -First 1 | ForEach-Object { $earliest.Add($_) }

            # What Move-StableBranch -WhatIf foretells is awaited by nobody, and handed on.
            [ServiceGuru.Branches.BranchMove] @{ Repository = 'ogr'; Branch = 'stable'; Status = 'FastForward'; To = 'f' * 40; Foretold = $true } | Wait-ImageBuild | Save Wait-ImageBuild

            New-ReleaseBlogPost -Author jo | Save New-ReleaseBlogPost | Publish-ReleaseBlogPost -Merge -PassThru | Save Publish-ReleaseBlogPost
            $given['New-ReleaseBlogPost'][0] | New-MastodonPost | Save New-MastodonPost | Publish-MastodonPost -PassThru | Save Publish-MastodonPost
            Restore-StableBranch ogr -Force -NoRecord -PassThru | Save Restore-StableBranch
            Remove-StaleImage dashboard -Force -PassThru | Save Remove-StaleImage
            Undo-ProdDeployment packit-worker -Force -PassThru | Save Undo-ProdDeployment
            Clear-TaskQueue prod -Force -PassThru | Save Clear-TaskQueue

            $run = Invoke-Runbook ./say.yaml | Save Invoke-Runbook | Select-Object -Last 1
            $run | Resume-Runbook -From say | Save Resume-Runbook
            $run | Export-RunbookReport -PassThru | Save Export-RunbookReport
            $run | Get-RunbookEvent | Save Get-RunbookEvent
            $run | Get-RunbookRun | Save Get-RunbookRun
            Invoke-RunbookStep $run.Id say -PassThru | Save Invoke-RunbookStep
            Get-RunbookRun | Where-Object Runbook -EQ branches-move | Select-Object -First 1 | Undo-RunbookRun -Step operation -Force -PassThru | Save Undo-RunbookRun
        } 3>$null
    }
    AfterAll {
        Pop-Location
        $PSDefaultParameterValues.Remove('*:Confirm')
        Stop-Sandbox
    }

    It '<Name>: its table has whole titles in a terminal of 80 columns' -ForEach @($cmdlets | Where-Object Name -In $seenHere | ForEach-Object { @{ Name = $_.Name } }) {
        foreach ($group in $given[$Name] | Where-Object { (Get-FormatData -TypeName $_.GetType().FullName).FormatViewDefinition.Control -is [System.Management.Automation.TableControl] } | Group-Object { $_.GetType().FullName }) {
            $lines = ($group.Group | Format-Table | Out-String -Width 80) -split '\r?\n' | Where-Object { $_.Trim() }
            # A title that is too wide for its column is broken, and the rule stands below its rest.
            $lines[1] | Should -Match '^[- ]+$' -Because ($lines[0..4] -join "`n")
        }
    }

    It '<Name>: what it says of its types is true' -ForEach @($cmdlets | Where-Object Name -In $seenHere | ForEach-Object { @{ Name = $_.Name } }) {
        $seen = @($given[$Name] | ForEach-Object { $_.PSObject.BaseObject.GetType().FullName } | Select-Object -Unique | Sort-Object)
        $seen | Should -Be @((Get-Command $Name).OutputType.Name | Sort-Object)
    }

    It 'the chain moved, built and imported what was pending' {
        $given['Move-StableBranch'].Repository | Sort-Object | Should -Be ($given['Get-PendingChange'].Repository | Where-Object { $_ } | Sort-Object)
        $given['Wait-ImageBuild'].Digest | Should -Match '^sha256:'
        $given['Invoke-ProdImport'][0].Workloads.Finished | Should -Not -Contain $false
    }

    It 'is shown as a table and as a list' {
        foreach ($name in $given.Keys) {
            $first = $given[$name] | Where-Object { $_ -isnot [bool] } | Select-Object -First 1
            ($first | Format-Table | Out-String).Trim() | Should -Not -BeNullOrEmpty -Because $name
            ($first | Format-List | Out-String).Trim() | Should -Not -BeNullOrEmpty -Because $name
            $first | Out-String | Should -Not -Match 'System\.Collections|ServiceGuru\.\w+\.\w+[`\[]' -Because "$name shows values"
        }
    }

    It 'is shown alike when it was read from a file, or came out of a job' {
        foreach ($name in $given.Keys) {
            foreach ($group in $given[$name] | Where-Object { $_ -isnot [bool] } | Group-Object { $_.GetType().FullName }) {
                $live = @($group.Group | Select-Object -First 3)
                foreach ($depth in 1, 2) {
                    $read = @($live | Read-Back -Depth $depth)
                    Get-ShownWord $read -With Format-Table | Should -Be (Get-ShownWord $live -With Format-Table) -Because "the table of $name has no other words ($depth)"
                    Get-ShownWord $read -With Format-List | Should -Be (Get-ShownWord $live -With Format-List) -Because "the list of $name has no other words ($depth)"
                }
            }
        }
    }

    It 'images come as they are published, and Select-Object -First ends the wait for the others' {
        $given['Wait-ImageBuild'].Count | Should -BeGreaterThan 1
        $earliest.Count | Should -Be 1
    }

    It 'progress is completed, also where the pipeline ends early, and goes to no redirected stream' {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript("Import-Module '$env:SERVICEGURU_TEST_MODULE'; Test-StagingHealth stg, prod | Select-Object -First 1; Get-DeployedVersion | Out-Null").Invoke()
            $records = $shell.Streams.Progress | Where-Object ActivityId -EQ 1
            $records[-1].RecordType | Should -Be 'Completed'
            foreach ($activity in $records | Group-Object Activity | Where-Object { $_.Group.RecordType -contains 'Processing' }) { $activity.Group[-1].RecordType | Should -Be 'Completed' }
        }
        finally { $shell.Dispose() }

        $out = Invoke-NewPowerShell "Import-Module '$env:SERVICEGURU_TEST_MODULE'; (Get-DeployedVersion prod).Count"
        $out | Should -HaveCount 1
    }
}
