#Requires -Version 7.4
<#
.SYNOPSIS
Carries the weekly deployment out where nobody sits in front of it: automation accounts, CI, cron.

.DESCRIPTION
Runs the shipped runbook weekly-production (or another one) from end to end and never asks. The team's gates are answered
with yes by this call, and the run records that they were: so the blog post is published, and posted on Mastodon.
Destructive changes are refused unless -AllowDestructive is given.

The exit code is 0 when the run succeeded, 1 when the answer is no (unhealthy, denied, failed), 2 for a wrong call or
definition, 3 when an outside system could not be reached, and 4 when nobody can tell whether a change happened. A call
that PowerShell refuses before the script begins, as one that lacks a parameter's value, gives 1 and no object. A run
that failed or was cut off goes on with -Resume, or by itself with -ContinueWithin: started again, as schedulers do, the
script then goes on with that run instead of beginning another one.

Secrets are where the definition's references say. What an automation account keeps besides is handed over with -Secret
or -AutomationVariable; neither is written anywhere, nor inherited by programs.

.PARAMETER Service
The service definition: a path, or the name of one that ships. $env:SERVICEGURU_SERVICE if absent.

.PARAMETER Runbook
The runbook: a path, or the name of one that ships.

.PARAMETER Environment
The environment that is deployed; the runbook's own if absent.

.PARAMETER Staging
The environment that must be healthy before; the runbook's own if absent.

.PARAMETER Message
The topic that users see meanwhile, one of the definition's topics; the runbook's own if absent.

.PARAMETER AfterRevert
Says that the matter is settled for which the previous deployment was reverted; without it such a run ends at once.

.PARAMETER Parameter
Values of the runbook's parameters, by name: for those of another runbook.

.PARAMETER Resume
The id of a run to go on with, instead of starting one.

.PARAMETER ContinueWithin
Goes on with the newest run of this runbook and service where it failed, was stopped or was cut off, and began no longer
ago than this, e.g. 12h or 12:00:00; else it starts one. A runbook is known by the name in its file.

.PARAMETER Secret
Secrets by reference, each a SecureString or a PSCredential: @{ 'env:GITHUB_TOKEN' = $credential }.

.PARAMETER AutomationVariable
Encrypted variables of an Azure Automation account by reference: env:GITHUB_TOKEN=packit-github reads the variable
packit-github for the reference env:GITHUB_TOKEN.

.PARAMETER Timeout
After how long the run is stopped, e.g. 4h; it can be resumed.

.PARAMETER AllowDestructive
Agrees to changes that destroy something, and to the revert of production where its checks fail. Without it the revert
waits for "guru approve", for as long as the runbook lets it.

.PARAMETER AsJson
Writes one JSON object instead of an object.

.PARAMETER Module
The module's manifest; the one that this script lies in if absent.

.EXAMPLE
./Invoke-WeeklyDeployment.ps1 -Service packit -WhatIf

Plans the whole run and changes nothing.

.EXAMPLE
pwsh -NonInteractive -File Invoke-WeeklyDeployment.ps1 -Service packit -AsJson

Runs it; the last line of the output is one JSON object, the exit code says how it went.

.EXAMPLE
pwsh -NonInteractive -File Invoke-WeeklyDeployment.ps1 -Service packit -ContinueWithin 12h -AsJson

Runs it, or goes on with the run of today that failed.
#>
[CmdletBinding(SupportsShouldProcess, DefaultParameterSetName = 'Start')]
param(
    [Parameter()]
    [string] $Service,

    [Parameter(ParameterSetName = 'Start')]
    [string] $Runbook = 'weekly-production',

    # One for each parameter of weekly-production: 'pwsh -File' can't pass a table.
    [Parameter(ParameterSetName = 'Start')]
    [string] $Environment,

    [Parameter(ParameterSetName = 'Start')]
    [string] $Staging,

    [Parameter(ParameterSetName = 'Start')]
    [string] $Message,

    [Parameter(ParameterSetName = 'Start')]
    [switch] $AfterRevert,

    [Parameter(ParameterSetName = 'Start')]
    [object] $Parameter = @{},

    [Parameter(Mandatory, ParameterSetName = 'Resume')]
    [string] $Resume,

    [Parameter(ParameterSetName = 'Start')]
    [string] $ContinueWithin,

    [Parameter()]
    [object] $Secret = @{},

    [Parameter()]
    [string[]] $AutomationVariable = @(),

    [Parameter()]
    [string] $Timeout,

    [Parameter()]
    [switch] $AllowDestructive,

    [Parameter()]
    [switch] $AsJson,

    [Parameter()]
    [string] $Module = (Join-Path $PSScriptRoot '..' 'ServiceGuru.psd1'),

    # What fits nowhere is told as all other mistakes are: with an object, and exit code 2.
    [Parameter(ValueFromRemainingArguments, DontShow)]
    [object[]] $Unknown = @()
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Continue'
$ProgressPreference = 'SilentlyContinue'

function Get-ExitCode {
    param($Failure)

    # The same numbers as guru's.
    switch ("$($Failure.Kind)") {
        'Usage' { 2 }
        'Unreachable' { 3 }
        'UnknownOutcome' { 4 }
        default { 1 }
    }
}

function Get-UnfinishedRun {
    param([string] $Of, [timespan] $Within)

    # Only the newest: what an older one left undone, a later one has done. A target's run goes on with the run that it belongs to.
    $newest = Get-RunbookRun -Runbook $Runbook -ErrorAction SilentlyContinue | Where-Object { $_.Created.Service -eq $Of -and -not $_.Created.Parent } | Select-Object -First 1
    if ($newest -and "$($newest.Status)" -in 'Running', 'Failed', 'Stopped' -and [datetimeoffset]::UtcNow - $newest.StartedAt -lt $Within) { $newest.Id }
}

function Get-Age {
    param([string] $Text)

    $age = [timespan]::Zero
    # A bare number would be days, which nobody means.
    if ([ServiceGuru.Documents.Duration]::TryParse($Text, [ref] $age)) { return $age }
    if ($Text.Contains(':') -and [timespan]::TryParse($Text, [cultureinfo]::InvariantCulture, [ref] $age)) { return $age }
    throw "-ContinueWithin takes a duration such as 12h or 12:00:00, not '$Text'."
}

function Assert-Call {
    # What was given in the wrong place may be a secret: only names are repeated.
    if ($Unknown) {
        $names = @($Unknown | Where-Object { "$_" -match '^-[A-Za-z]+:?$' })
        throw $(if ($names) { "There is no parameter $($names -join ', ')." } else { "$($Unknown.Count) value(s) too many were given; name the parameters." })
    }

    foreach ($name in 'Secret', 'Parameter') {
        if ((Get-Variable $name -ValueOnly) -isnot [System.Collections.IDictionary]) {
            throw "-$name takes a hashtable, which 'pwsh -File' can't pass: start the script within PowerShell (pwsh -Command)."
        }
    }
}

function Set-GivenSecret {
    foreach ($entry in $Secret.GetEnumerator()) { Set-ServiceSecret $entry.Key $entry.Value -Confirm:$false -WhatIf:$false }
    foreach ($pair in $AutomationVariable) {
        $reference, $variable = $pair -split '=', 2
        if (-not $variable) { throw 'Write -AutomationVariable as REFERENCE=VARIABLE, e.g. env:GITHUB_TOKEN=packit-github.' }
        if (-not (Get-Command Get-AutomationVariable -ErrorAction Ignore)) { throw 'Get-AutomationVariable is not here: this is no automation account. Name the secrets by the definition''s references.' }
        $value = Get-AutomationVariable -Name $variable
        if (-not $value) { throw "The automation account has no variable '$variable', or it is empty." }
        Set-ServiceSecret $reference (ConvertTo-SecureString $value -AsPlainText -Force) -Confirm:$false -WhatIf:$false
    }
}

$failures = [System.Collections.Generic.List[object]]::new()
$run = $null
try {
    if (-not (Get-Module ServiceGuru)) {
        Import-Module $Module -ErrorAction Stop
    }

    Assert-Call
    $within = if ($PSBoundParameters.ContainsKey('ContinueWithin')) { Get-Age $ContinueWithin }
    Set-GivenSecret
    if ($null -ne $within -and -not $WhatIfPreference) {
        $definition = if ($Service) { Get-ServiceDefinition $Service -ErrorAction Stop } else { Get-ServiceDefinition -ErrorAction Stop }
        $Resume = Get-UnfinishedRun $definition.Name $within
    }

    $common = @{ Force = $AllowDestructive; WhatIf = [bool] $WhatIfPreference; ErrorAction = 'SilentlyContinue'; ErrorVariable = 'told' }
    if ($Service) { $common.Service = $Service }
    if ($Timeout) { $common.Timeout = $Timeout }
    $told = @()
    $outputs = if ($Resume) {
        Resume-Runbook -Id $Resume @common -Confirm:$false
    }
    else {
        $values = ([hashtable] $Parameter).Clone()
        foreach ($name in 'Environment', 'Staging', 'Message', 'AfterRevert') {
            if ($PSBoundParameters.ContainsKey($name)) {
                # The first letter of a runbook's parameter is small.
                $values[[char]::ToLowerInvariant($name[0]) + $name.Substring(1)] = "$($PSBoundParameters[$name])"
            }
        }

        Invoke-Runbook -Name $Runbook -Parameter $values @common -Confirm:$false
    }

    $run = $outputs | Where-Object { $_ -is [ServiceGuru.Runbooks.State.RunState] } | Select-Object -Last 1
    foreach ($record in $told) { $failures.Add($record) }
}
catch {
    $failures.Add($_)
}
finally {
    # A shell that lives on, such as a worker's, must not keep them.
    Get-ServiceSecret -ErrorAction Ignore | Where-Object Reference -In (@(if ($Secret -is [System.Collections.IDictionary]) { $Secret.Keys }) + @($AutomationVariable -replace '=.*')) | Remove-ServiceSecret -Confirm:$false -WhatIf:$false -ErrorAction Ignore
}

$first = $failures | Select-Object -First 1
$known = if ($null -eq $first) { $null } elseif ($first.Exception.PSObject.Properties['Failure']) { $first.Exception.Failure } else { $null }
$exitCode = if ($null -eq $first) { 0 } elseif ($known) { Get-ExitCode $known } else { 2 }

$result = [pscustomobject]@{
    Status     = if ($run) { "$($run.Status)" } elseif ($exitCode -ne 0) { 'Failed' } else { 'Planned' }
    ExitCode   = $exitCode
    Run        = if ($run) { $run.Id } else { $null }
    Runbook    = if ($run) { $run.Created.Runbook } else { $Runbook }
    StartedAt  = if ($run) { $run.StartedAt } else { $null }
    EndedAt    = if ($run) { $run.EndedAt } else { $null }
    Steps      = @(if ($run) { $run.Steps | ForEach-Object { [pscustomobject]@{ Step = $_.Step.Id; Status = "$($_.Status)"; Failure = if ($_.Failure) { $_.Failure.Message } else { $null } } } })
    Error      = if ($first) { $first.FullyQualifiedErrorId } else { $null }
    Message    = if ($first) { "$first" } else { $null }
    NextAction = if ($first -and $first.ErrorDetails -and $first.ErrorDetails.RecommendedAction) { $first.ErrorDetails.RecommendedAction } else { $null }
}

if ($AsJson) { $result | ConvertTo-Json -Depth 5 -Compress } else { $result }
exit $exitCode
