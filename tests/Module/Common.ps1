# Shared by all test files. Every file dot-sources it in BeforeAll.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
foreach ($name in 'SERVICEGURU_SERVICE', 'SERVICEGURU_STATE') { Set-Item "env:$name" $null }
Import-Module $env:SERVICEGURU_TEST_MODULE
$env:SERVICEGURU_STATE = Join-Path $TestDrive state

function Complete {
    param([string] $Line)

    (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText
}

function Get-Effect {
    # The clock of the simulated world ticks by itself; what counts here is what clients did.
    param($Sandbox)

    @(Invoke-RestMethod "$($Sandbox.Url.ToString().TrimEnd('/'))/sandbox/effects" | ForEach-Object { $_ })
}

function Wait-Effect {
    # A push is noticed a moment after git has returned.
    param($Sandbox, [scriptblock] $Until)

    $patience = [System.Diagnostics.Stopwatch]::StartNew()
    do {
        $effects = Get-Effect $Sandbox
        if (& $Until $effects) { return $effects }
        [System.Threading.Tasks.Task]::Delay(100).Wait()
    } while ($patience.Elapsed.TotalSeconds -lt 60)
    throw "The effects are still: $($effects | ConvertTo-Json -Compress)"
}

function Invoke-NewPowerShell {
    # A process has one ServiceGuru, so some questions need a process of their own.
    param([string] $Script)

    & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $Script 2>&1
}
