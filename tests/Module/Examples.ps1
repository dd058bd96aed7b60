# What the examples of the pages need before they can be run; a page names it in a comment: <!-- before: Push-Main ogr -->.
# What such a function gives is the run for which the pages' 20261123-130502-k7qd stands, or a table of other texts and what
# they stand for.

function Invoke-Sample {
    # A run of a small runbook that ends by itself.
    param([string] $Path)

    (Invoke-Runbook $Path -Confirm:$false -ErrorAction SilentlyContinue -WarningAction SilentlyContinue)[-1].Id
}

function New-DoneRun {
    Invoke-Sample ./release.yaml
}

function New-FailedRun {
    # It changes a topic and fails for want of a file, which is there when it is resumed.
    param([switch] $Mended)

    Remove-Item later.md -ErrorAction Ignore
    "name: late`nsteps:`n  - { id: topic, uses: notice/topic, with: { text: 'Until $([datetime]::UtcNow.ToString('O'))', channels: [matrix] } }`n  - { id: draft, uses: mastodon/draft, with: { file: later.md } }" | Set-Content late.yaml
    Invoke-Sample ./late.yaml
    if ($Mended) { Copy-Item weekly/2026/week-47.md later.md }
}

function Read-Host {
    # Stands in for a person who types a secret.
    param([switch] $AsSecureString)

    if ($AsSecureString) { ConvertTo-SecureString typed -AsPlainText -Force } else { 'typed' }
}

function Get-Credential {
    param([string] $UserName)

    [pscredential]::new($UserName, (Read-Host -AsSecureString))
}

function Clear-Secret {
    Get-ServiceSecret | Remove-ServiceSecret
}

function Start-WaitingRun {
    # A run at its gate.
    param([string] $Inputs = 'remind: 1h')

    Start-Run "{ id: go, uses: gate/approval, with: { question: Go on?, destructive: true, deadline: 1h, $Inputs } }" Waiting
}

function Start-UndecidedRun {
    # A run whose step has failed for want of a file, and which waits for a decision about it.
    param([string] $Step)

    Start-Run "{ id: $Step, uses: mastodon/draft, with: { file: nowhere.md } }" Undecided
}

function Start-Run {
    # A run of one step that waits, carried by another runspace of this process.
    param([string] $Step, [string] $Status)

    "name: wait`nsteps:`n  - $Step" | Set-Content wait.yaml
    $script:waiting = [powershell]::Create()
    $null = $waiting.AddScript("Set-Location '$PWD'; Import-Module '$env:SERVICEGURU_TEST_MODULE'; Invoke-Runbook ./wait.yaml -OnFailure Ask -Confirm:`$false")
    $script:waited = $waiting.BeginInvoke()
    $patience = [System.Diagnostics.Stopwatch]::StartNew()
    do {
        [System.Threading.Tasks.Task]::Delay(20).Wait()
        $run = Get-RunbookRun -Status Running | Where-Object { $_.Runbook -eq 'wait' -and $_.Steps[0].Status -eq $Status }
        if ($run) { return $run.Id }
    } while ($patience.Elapsed.TotalSeconds -lt 60)
    throw "No run waits: $($waiting.Streams.Error)"
}

function Stop-WaitingRun {
    # One runbook of a service at a time: none may be left when the next example begins.
    if (-not $script:waiting) { return }
    Get-RunbookRun -Status Running | Stop-Runbook -ErrorAction Ignore
    $null = $waiting.EndInvoke($waited)
    $waiting.Dispose()
    $script:waiting = $null
}

function Push-Main {
    # Somebody merges something.
    param([string] $Repository)

    $url = ((Get-ServiceDefinition).Repositories | Where-Object Name -EQ $Repository).Url
    git clone --quiet --depth 1 --branch main "file://$url" "clone-$Repository" 2>$null
    git -C "clone-$Repository" -c user.name=jo -c user.email=jo@example.org commit --quiet --allow-empty -m 'Be faster'
    git -C "clone-$Repository" push --quiet origin main
    Remove-Item "clone-$Repository" -Recurse -Force
}

function Save-Plan {
    dotnet (Join-Path (Split-Path $env:SERVICEGURU_TEST_MODULE) guru guru.dll) plan ./release.yaml --out monday.json *> $null
}

function Clear-Post {
    # One that an earlier example has drafted, and which says something else by now.
    Get-ChildItem weekly -Recurse -File | Where-Object Name -NotIn week-20.md, week-47.md | Remove-Item
}

function Find-OldImage {
    $made = 'sha256:0e3b1a9d5c2c4d7f8a6b0c1d2e3f405162738495a6b7c8d9e0f1a2b3c4d5e6f7'
    Undo-ProdDeployment packit-worker -To @{ 'packit-worker' = $made } -WhatIf -ErrorAction SilentlyContinue -ErrorVariable told
    @{ $made = [regex]::Match("$told", 'still there: (sha256:\w+)').Groups[1].Value }
}

function Set-Fault {
    param([string] $Name)

    $null = Invoke-RestMethod "$($world.Url)sandbox/faults/$Name" -Method Put
    $script:fault = $Name
}

function Clear-Fault {
    if (-not $script:fault) { return }
    $null = Invoke-RestMethod "$($world.Url)sandbox/faults/$fault" -Method Delete
    $script:fault = $null
}

function Set-Files {
    # What the examples name: runbooks, posts, a definition.
    $null = New-Item weekly/2026, packit.dev, runbooks -ItemType Directory
    foreach ($week in 20, 47) {
        "---`ntitle: Week $week in Packit`ndate: 2026-11-20`nauthors: jo`n---`n`n## Week $week`n`n- Packit is faster. ([packit#1](https://github.com/packit/packit/pull/1))`n- Packit is cheaper. ([packit#2](https://github.com/packit/packit/pull/2))`n" |
            Set-Content "weekly/2026/week-$week.md" -NoNewline
    }
    Copy-Item $world.Service service.yaml
    @'
name: release
parameters:
  message: { default: redeploying }
  environment: { default: prod }
scenarios:
  slow: { description: The queues are long., parameters: { environment: prod, message: redeploying } }
steps:
  - { id: topic, uses: notice/topic, with: { message: "${{ parameters.message }}", fallback: in-progress } }
  - { id: move, uses: branches/move, with: { repositories: [specfile], record: false } }
  - { id: import, uses: rollout/import, with: { environment: "${{ parameters.environment }}" } }
'@ | Set-Content release.yaml
    Copy-Item release.yaml runbooks/release.yaml
}
