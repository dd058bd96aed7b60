#Requires -Version 7.4
# Runs the commands of a page's transcripts (the lines after 'PS> ' in its ```console blocks), one after another in one
# new PowerShell, and writes what they say below them. A command that ends in '# fails' may fail; no other may.
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    # Where the page goes; in place by default.
    [Parameter()]
    [string] $Destination = $Path,

    # The root of the repository: the commands run in a folder of their own that has its ./output.
    [Parameter()]
    [string] $Root = (Join-Path $PSScriptRoot .. ..)
)

$ErrorActionPreference = 'Stop'
$fence = '(?ms)^```console\r?\n(?<text>PS> .*?)^```'
$page = Get-Content $Path -Raw
$commands = @([regex]::Matches($page, $fence) | ForEach-Object { $_.Groups['text'].Value -split '\r?\n' } | Where-Object { $_.StartsWith('PS> ') } | ForEach-Object { $_.Substring(4) })
if (-not $commands) { throw "There is no transcript in ${Path}: no block that begins with ``````console and 'PS> '." }

$mark = "=== $([guid]::NewGuid()) "
$place = (New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid()))).FullName
$null = New-Item -ItemType SymbolicLink (Join-Path $place output) -Target (Resolve-Path (Join-Path $Root output)).Path
$script = Join-Path $place transcript.ps1
@"
Set-Location '$place'
`$env:SERVICEGURU_STATE = '$(Join-Path $place state)'
`$PSStyle.OutputRendering = 'PlainText'
# Two streams would be read in whichever order they come.
[System.Console]::SetError([System.Console]::Out)
`$ProgressPreference = 'SilentlyContinue'
$(foreach ($command in $commands) {
    $code = [System.Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($command))
    "[System.Console]::Out.WriteLine('$mark'); `$Error.Clear(); " +
    "try { Invoke-Expression ([System.Text.Encoding]::UTF8.GetString([System.Convert]::FromBase64String('$code'))) | Out-Default } catch { `$_ | Out-Default }; " +
    "[System.Console]::Out.WriteLine('$mark' + `$Error.Count)`n"
})
"@ | Set-Content $script

try {
    $lines = @(& (Get-Process -Id $PID).Path -NoProfile -NonInteractive -File $script 2>&1 | ForEach-Object { "$_" -split '\r?\n' })
}
finally {
    Remove-Item $place -Recurse -Force
}

$said = @{}
$index = -1
$wrong = @()
foreach ($line in $lines) {
    if ($line -eq $mark) { $index++; $said[$index] = [System.Collections.Generic.List[string]]::new() }
    elseif ($line.StartsWith($mark)) {
        if ($line.Substring($mark.Length) -ne '0' -and $commands[$index] -notmatch '# fails') { $wrong += "$($commands[$index])`n$($said[$index] -join "`n")" }
    }
    elseif ($index -ge 0) { $said[$index].Add(($line.Replace((Join-Path $place state), '~/.local/state/serviceguru').Replace($place, '~/serviceguru') -replace '\s+$')) }
}
if ($said.Count -ne $commands.Count) { throw "Only $($said.Count) of $($commands.Count) commands ran:`n$($lines -join "`n")" }
if ($wrong) { throw "Failed, and was not to:`n$($wrong -join "`n`n")" }

$next = 0
$written = [regex]::Replace($page, $fence, {
        $blocks = foreach ($line in $args[0].Groups['text'].Value -split '\r?\n') {
            if ($line.StartsWith('PS> ')) {
                $output = ($said[$script:next++] -join "`n").Trim("`n")
                "$line$(if ($output) { "`n$output`n" })"
            }
        }
        "``````console`n$(($blocks -join "`n").TrimEnd("`n"))`n``````"
    })
Set-Content $Destination $written -NoNewline
