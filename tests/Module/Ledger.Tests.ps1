BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'The choice of the ledger' {
    BeforeEach { $before = $env:SERVICEGURU_LEDGER }

    AfterEach { $env:SERVICEGURU_LEDGER = $before }

    It 'refuses an address with a password in it, without repeating it' {
        $env:SERVICEGURU_LEDGER = 'postgres://guru:hunter2@127.0.0.1/main'

        { Get-RunbookRun } | Should -Throw -ErrorId 'InvalidLedger,ServiceGuru.Commands.GetRunbookRunCommand'
        $Error[0] | Out-String | Should -Not -BeLike '*hunter2*'
    }

    It 'names a server that can not be reached' {
        $env:SERVICEGURU_LEDGER = 'postgres://guru@127.0.0.1:1/main'

        { Get-RunbookRun } | Should -Throw '*127.0.0.1:1*' -ErrorId 'LedgerUnreachable,*'
        { Resume-Runbook 20261123-130502-k7qd -Confirm:$false } | Should -Throw -ErrorId 'LedgerUnreachable,*'
    }

    It 'leaves everybody''s load context alone' {
        $env:SERVICEGURU_LEDGER = 'postgres://guru@127.0.0.1:1/main'
        { Get-RunbookRun } | Should -Throw

        [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies.GetName().Name | Should -Not -Contain 'Npgsql'
    }

    It 'is the journal where it is called so' {
        $env:SERVICEGURU_LEDGER = 'journal'

        { Get-RunbookRun } | Should -Not -Throw
    }

    It 'is not called over a network while somebody types <Line>' -ForEach @(
        @{ Line = 'Get-RunbookRun 2' }
        @{ Line = 'Approve-RunbookGate 20261123-130502-k7qd g' }
        @{ Line = 'Invoke-RunbookStep 20261123-130502-k7qd m' }
    ) {
        $server = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $server.Start()
        try {
            $env:SERVICEGURU_LEDGER = "postgres://guru@127.0.0.1:$($server.LocalEndpoint.Port)/main?connect_timeout=2"

            Complete $Line | Should -BeNullOrEmpty
            $server.Pending() | Should -BeFalse
        }
        finally { $server.Stop() }
    }

    It 'completes runs and steps from the journal, and nothing where its name is wrong' {
        $file = Join-Path $TestDrive ask.yaml
        "name: asking`nsteps:`n  - { id: ask, uses: gate/approval, with: { question: Well?, destructive: true, deadline: 1s } }" | Set-Content $file
        $null = Invoke-Runbook $file -Service packit -Confirm:$false -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $run = (Get-RunbookRun)[0].Id

        Complete 'Get-RunbookRun 2' | Should -Contain $run
        Complete "Invoke-RunbookStep $run a" | Should -Be 'ask'
        $env:SERVICEGURU_LEDGER = 'postgres://guru:hunter2@127.0.0.1/main'
        Complete 'Get-RunbookRun 2' | Should -BeNullOrEmpty
    }
}
