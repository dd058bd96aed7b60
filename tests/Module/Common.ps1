# Shared by all test files. Every file dot-sources it in BeforeAll.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
foreach ($name in 'SERVICEGURU_SERVICE', 'SERVICEGURU_STATE', 'SERVICEGURU_LEDGER') { Set-Item "env:$name" $null }
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

function Read-Back {
    # What comes out of Import-Clixml after Export-Clixml (2), and out of a job (1).
    param([Parameter(ValueFromPipeline)] $InputObject, [int] $Depth = 2)

    process { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($InputObject, $Depth)) }
}

function Get-ShownWord {
    # What is shown of objects, whatever the order of tables in it.
    param([object[]] $InputObject, [string] $With)

    ($InputObject | & $With | Out-String -Width 300) -split '[\s,]+' | Where-Object { $_ } | Sort-Object
}

function Invoke-NewPowerShell {
    # A process has one ServiceGuru, so some questions need a process of their own.
    param([string] $Script)

    & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $Script 2>&1
}

function Invoke-WhatIf {
    # What -WhatIf says goes to the host, past all streams; only a transcript has it. In a runspace of its own it
    # neither clutters the suite's output nor costs a process.
    param([string] $Script)

    $log = Join-Path ([System.IO.Path]::GetTempPath()) "$([guid]::NewGuid()).txt"
    $shell = [powershell]::Create()
    try {
        $null = $shell.AddScript(@"
Set-Location '$PWD'
Import-Module '$env:SERVICEGURU_TEST_MODULE'
`$null = Start-Transcript '$log'
try { $Script } finally { `$null = Stop-Transcript }
"@)
        $output = $shell.Invoke()
        [pscustomobject]@{
            Said    = @(Get-Content $log | Where-Object { $_.StartsWith('What if: ') }) -join "`n"
            Verbose = $shell.Streams.Verbose -join "`n"
            Warning = $shell.Streams.Warning -join "`n"
            Failed  = @($shell.Streams.Error)
            Output  = @($output)
        }
    }
    finally {
        $shell.Dispose()
        Remove-Item $log -ErrorAction Ignore
    }
}
