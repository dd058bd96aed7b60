#Requires -Version 7.4
<#
.SYNOPSIS
A runbook of Azure Automation: the weekly deployment, started by a schedule.

.DESCRIPTION
The runtime environment is PowerShell 7.4 and has the package ServiceGuru. The definition is a text variable of the
account, the tokens are encrypted variables, and the ledger is a PostgreSQL, since the job's disk is thrown away. Jobs in
Azure's own sandboxes are ended after three hours; where builds take longer, run it on a Hybrid Runbook Worker, which also
has git, ssh and the keys to push. A job that failed is started again and goes on with its run.
#>
param(
    [Parameter()]
    [string] $DefinitionVariable = 'serviceguru-definition',

    [Parameter()]
    [string] $LedgerVariable = 'serviceguru-ledger'
)

$ErrorActionPreference = 'Stop'
Import-Module ServiceGuru

$definition = Join-Path ([IO.Path]::GetTempPath()) service.yaml
Set-Content $definition (Get-AutomationVariable -Name $DefinitionVariable)
$env:SERVICEGURU_LEDGER = Get-AutomationVariable -Name $LedgerVariable

$script = Join-Path (Get-Module ServiceGuru).ModuleBase runbooks Invoke-WeeklyDeployment.ps1
$result = & $script -Service $definition -ContinueWithin 12:00:00 -AutomationVariable @(
    'env:LEDGER_PASSWORD=serviceguru-ledger-password'
    'env:GITHUB_TOKEN=serviceguru-github'
    'env:SENTRY_AUTH_TOKEN=serviceguru-sentry'
    'env:MATRIX_TOKEN=serviceguru-matrix'
    'env:SLACK_TOKEN=serviceguru-slack'
    'env:MASTODON_TOKEN=serviceguru-mastodon'
    'env:QUAY_TOKEN=serviceguru-quay'
    'env:CLUSTER_TOKEN=serviceguru-cluster'
)

# The output of the job is one JSON object; what failed also fails the job.
$result | ConvertTo-Json -Depth 5
if ($result.ExitCode -ne 0) { throw "$($result.Message) $($result.NextAction)" }
