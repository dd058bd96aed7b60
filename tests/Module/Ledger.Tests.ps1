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
}
