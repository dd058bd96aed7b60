BeforeAll {
    . "$PSScriptRoot/Common.ps1"

    # What a run leaves behind whose process was killed at its gate. The hash chain is what the ledger makes of it.
    function New-WaitingRun {
        param([string] $Inputs = '')

        $book = Join-Path $TestDrive gate.yaml
        "name: gate`nsteps:`n  - { id: go, uses: gate/approval, with: { question: Is it safe?, destructive: true$Inputs } }" | Set-Content $book
        $script = "Import-Module '$env:SERVICEGURU_TEST_MODULE'; Invoke-Runbook '$book' -Service '$service' -Confirm:`$false"
        $process = Start-Process (Get-Process -Id $PID).Path '-NoProfile', '-NonInteractive', '-Command', $script -PassThru -RedirectStandardOutput (Join-Path $TestDrive out.txt) -RedirectStandardError (Join-Path $TestDrive err.txt)
        $patience = [System.Diagnostics.Stopwatch]::StartNew()
        do {
            [System.Threading.Tasks.Task]::Delay(100).Wait()
            $run = Get-RunbookRun | Where-Object { $_.Steps[0].Status -eq 'Waiting' -and $_.Status -eq 'Running' } | Select-Object -First 1
        } until ($run -or $patience.Elapsed.TotalSeconds -gt 60)
        $run | Should -Not -BeNullOrEmpty -Because (Get-Content (Join-Path $TestDrive err.txt) -Raw)
        [pscustomobject]@{ Id = $run.Id; Process = $process }
    }
}

Describe 'Gates' {
    BeforeAll {
        $service = Join-Path $TestDrive service.yaml
        'name: shop' | Set-Content $service
    }

    It 'a gate is approved with its values, and the run goes on with them' {
        $waiting = New-WaitingRun ', inputs: { count: { type: integer, required: true } }'
        { Approve-RunbookGate $waiting.Id go } | Should -Throw -ErrorId 'InvalidAnswer,*'
        { Approve-RunbookGate $waiting.Id go -Value @{ count = 'many' } } | Should -Throw '*whole number*'
        Complete "Approve-RunbookGate $($waiting.Id) g" | Should -Be 'go'
        $gate = Get-RunbookGate
        $gate.RunId, $gate.Step, $gate.Held | Should -Be $waiting.Id, 'go', $true
        ($gate | Out-String) | Should -Match 'go\s+0 of 1\s+anybody\s+Is it safe\?'
        ($gate | Format-List | Out-String) | Should -Match 'Values\s+: count'
        foreach ($depth in 1, 2) {
            Get-ShownWord (Read-Back $gate -Depth $depth) -With Format-Table | Should -Be (Get-ShownWord $gate -With Format-Table)
            Get-ShownWord (Read-Back $gate -Depth $depth) -With Format-List | Should -Be (Get-ShownWord $gate -With Format-List)
        }
        (Invoke-WhatIf 'Approve-RunbookGate (Get-RunbookGate) go -Value @{ count = 3 } -WhatIf').Said | Should -Match "yes at the gate 'go' of run $($waiting.Id)"
        (Invoke-WhatIf "'$($waiting.Id)' | Deny-RunbookGate -Gate go -WhatIf").Said | Should -Match "no at the gate 'go' of run $($waiting.Id)"
        (Invoke-WhatIf 'Get-RunbookGate | Approve-RunbookGate -Value @{ count = 3 } -WhatIf').Said | Should -Match "yes at the gate 'go' of run $($waiting.Id)"
        (Invoke-WhatIf "Approve-RunbookGate $($waiting.Id) go -Value @{ count = 3 } -WhatIf").Said | Should -Match "yes at the gate 'go'"
        $receipt = [pscustomobject]@{ RunId = $waiting.Id; Step = 'go' } | Approve-RunbookGate -Value @{ count = 3 } -Comment 'looked' -PassThru -Confirm:$false
        $receipt.Held | Should -BeTrue
        $receipt.Recorded.Refused | Should -BeNullOrEmpty
        $waiting.Process.WaitForExit(60000) | Should -BeTrue
        $run = Get-RunbookRun $waiting.Id
        $run.Status | Should -Be 'Succeeded'
        $run.Steps[0].Answers[0].Via | Should -Be 'command'
        "$($run.Steps[0].Output)" | Should -Match '"count":3'
        { Approve-RunbookGate $waiting.Id go } | Should -Throw -ErrorId 'GateClosed,*'
    }

    It 'a gate is denied, and the run fails with the reason' {
        $waiting = New-WaitingRun
        Get-RunbookRun $waiting.Id | Deny-RunbookGate -Gate go -Comment 'an alert' -Confirm:$false
        $waiting.Process.WaitForExit(60000) | Should -BeTrue
        (Get-RunbookRun $waiting.Id).Failure.Message | Should -Match "said no at the gate 'go': an alert"
        { Approve-RunbookGate $waiting.Id go } | Should -Throw -ErrorId 'GateNotOpen,*'
        { Approve-RunbookGate $waiting.Id stay } | Should -Throw -ErrorId 'GateNotFound,*'
        { Approve-RunbookGate 20260101-000000-aaaa go } | Should -Throw -ErrorId 'RunNotFound,*'
        Get-RunbookGate | Should -BeNullOrEmpty
        { Get-RunbookGate 20260101-000000-aaaa } | Should -Throw -ErrorId 'RunNotFound,ServiceGuru.Commands.GetRunbookGateCommand'
    }

    It 'a freeze refuses what changes something, and a reason lets it through' {
        $frozen = Join-Path $TestDrive frozen.yaml
        "name: shop`ncalendar: { timeZone: Europe/Prague, freezes: [ { name: forever, from: 2000-01-01, to: 2100-01-01, reason: It is being retired. } ] }" | Set-Content $frozen
        $book = Join-Path $TestDrive say.yaml
        "name: say`nsteps:`n  - { id: say, uses: notice/message, with: { text: Hello } }" | Set-Content $book
        { Invoke-Runbook $book -Service $frozen -Confirm:$false } | Should -Throw -ErrorId 'InFreeze,*'
        { Send-ChannelMessage Hello -Service $frozen -Confirm:$false } | Should -Throw '*It is being retired.*'
        (Invoke-Runbook $book -Service $frozen -Confirm:$false -DuringFreeze 'They must know.')[-1].DuringFreeze | Should -Be 'They must know.'
        Invoke-Runbook $book -Service $frozen -WhatIf -ErrorAction SilentlyContinue -ErrorVariable told
        $told.FullyQualifiedErrorId | Should -Contain 'InFreeze,ServiceGuru.Commands.InvokeRunbookCommand'
    }
}
