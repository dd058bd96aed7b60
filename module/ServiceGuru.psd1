@{
    RootModule           = 'ServiceGuru.psm1'
    # The build puts the version of src/Directory.Build.props here.
    ModuleVersion        = '0.0.0'
    GUID                 = 'd3b0a8c5-5d0e-4c8b-9c55-6f2e0b7a4f11'
    Author               = 'The ServiceGuru authors'
    CompanyName          = 'Community'
    Copyright            = '(c) 2026 The ServiceGuru authors. MIT license.'
    Description          = "A team's release ritual as one command that can be watched, stopped, resumed and trusted."
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('ServiceGuru.Format.ps1xml')
    FunctionsToExport    = @()
    CmdletsToExport      = @(
        'Approve-RunbookGate'
        'Clear-TaskQueue'
        'Deny-RunbookGate'
        'Export-RunbookReport'
        'Get-DeployedVersion'
        'Get-ImageStatus'
        'Get-InfrastructureChange'
        'Get-PendingChange'
        'Get-ReleaseNote'
        'Get-RunbookEvent'
        'Get-RunbookGate'
        'Get-RunbookRun'
        'Get-SandboxFault'
        'Get-ServiceDefinition'
        'Get-ServiceSecret'
        'Get-TaskQueue'
        'Invoke-InfrastructureDeploy'
        'Invoke-ProdImport'
        'Invoke-Runbook'
        'Invoke-RunbookStep'
        'Move-StableBranch'
        'New-FirewallRequest'
        'New-MastodonPost'
        'New-ReleaseBlogPost'
        'New-ServiceDefinition'
        'Publish-MastodonPost'
        'Publish-ReleaseBlogPost'
        'Remove-RunbookRun'
        'Remove-ServiceSecret'
        'Remove-StaleImage'
        'Remove-StuckPod'
        'Restore-ChannelTopic'
        'Restore-StableBranch'
        'Resume-Runbook'
        'Send-ChannelMessage'
        'Set-ChannelTopic'
        'Set-SandboxFault'
        'Set-ServiceSecret'
        'Start-Sandbox'
        'Stop-Runbook'
        'Stop-Sandbox'
        'Submit-RunbookDecision'
        'Test-DomainAccess'
        'Test-ProductionHealth'
        'Test-Runbook'
        'Test-RunbookRecord'
        'Test-ServiceDefinition'
        'Test-StagingHealth'
        'Undo-ProdDeployment'
        'Undo-RunbookRun'
        'Wait-ImageBuild'
        'Wait-Rollout'
    )
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @(
                'Deployment', 'DevOps', 'GitOps', 'Kubernetes', 'Linux', 'MacOS', 'OpenShift', 'PSEdition_Core', 'Release', 'Rollback', 'Runbook', 'Windows'
            )
            LicenseUri   = 'https://licenses.nuget.org/MIT'
            ProjectUri   = 'https://github.com/packit/serviceguru'
            # The build puts the newest section of CHANGELOG.md here.
            ReleaseNotes = ''
        }
    }
}
