BeforeAll { . (Join-Path $PSScriptRoot Common.ps1) }

Describe 'Health' {
    BeforeAll {
        function Set-Fault {
            param($Sandbox, [string] $Name, [switch] $Off)

            $null = Invoke-RestMethod "$($Sandbox.Url.ToString().TrimEnd('/'))/sandbox/faults/$Name" -Method ($Off ? 'Delete' : 'Put')
        }

        function Wait-Crash {
            # A fresh fault takes a moment until the worker has crashed often enough.
            $patience = [System.Diagnostics.Stopwatch]::StartNew()
            do {
                $report = Test-StagingHealth -ErrorAction SilentlyContinue
                if ($report.Verdict -eq 'Unhealthy') { return $report }
            } while ($patience.Elapsed.TotalSeconds -lt 60)
            throw 'Staging stays healthy.'
        }

        $script:World = Start-Sandbox (Join-Path $TestDrive health) -Speed 1000
    }

    AfterAll { Stop-Sandbox -ErrorAction SilentlyContinue }

    It 'tells what is new since a report, and what is known' {
        $before = Test-StagingHealth
        Set-Fault $World staging-crash-loop
        try {
            $broken = Wait-Crash
            $broken.Workloads.Findings.Known | Should -Not -Contain $true
            Test-StagingHealth -Baseline $before -Quiet -ErrorAction SilentlyContinue | Should -BeFalse

            # What a crash shows comes bit by bit: only what the baseline has already is known.
            $patience = [System.Diagnostics.Stopwatch]::StartNew()
            while (($known = Test-StagingHealth -Baseline $broken -ErrorAction SilentlyContinue).Verdict -ne 'Healthy' -and $patience.Elapsed.TotalSeconds -lt 60) {
                $broken = Test-StagingHealth -ErrorAction SilentlyContinue
            }
            $known.Verdict | Should -Be 'Healthy'
            $known.Workloads.Findings.Known | Should -Contain $true
            $known | Out-String | Should -Match 'Known: pod/'
        } finally { Set-Fault $World staging-crash-loop -Off }
    }

    It 'refuses a baseline of another environment' {
        # The worker of the test before may still be coming up.
        $before = Test-StagingHealth -ErrorAction SilentlyContinue
        Test-ProductionHealth -Baseline $before -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed.FullyQualifiedErrorId | Should -Be 'BaselineOfAnotherEnvironment,ServiceGuru.Commands.TestProductionHealthCommand'
    }

    It 'refuses a file that is no snapshot and no baseline, also from a PowerShell drive' {
        Set-Content TestDrive:/garbage.json 'garbage'
        Test-StagingHealth -FromFile TestDrive:/garbage.json -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed.FullyQualifiedErrorId | Should -Be 'HealthFileUnreadable,ServiceGuru.Commands.TestStagingHealthCommand'
        $failed.Exception.Message | Should -Match 'garbage.json'
        Test-StagingHealth -Baseline TestDrive:/garbage.json -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed.FullyQualifiedErrorId | Should -Be 'HealthFileUnreadable,ServiceGuru.Commands.TestStagingHealthCommand'
        Test-StagingHealth -FromFile TestDrive:/absent.json -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed.FullyQualifiedErrorId | Should -Be 'HealthFileMissing,ServiceGuru.Commands.TestStagingHealthCommand'
    }

    It 'judges a saved snapshot without asking anybody' {
        $case = @{
            format = 'serviceguru/health-snapshot/1'; service = 'packit'; environment = 'stg'; takenAt = '2026-05-18T12:00:00+00:00'
            cluster = @{ value = @{ takenAt = '2026-05-18T12:00:00+00:00'; namespace = 'packit--stg' } }
        }
        $case | ConvertTo-Json -Depth 9 | Set-Content TestDrive:/case.json
        $report = Test-StagingHealth -FromFile TestDrive:/case.json -Service packit -ErrorAction SilentlyContinue
        $report.Verdict | Should -Be 'Unhealthy'
        $report.Workloads[0].Findings.Reason | Should -Be 'WorkloadMissing'
    }

    It 'changes nothing' {
        Test-StagingHealth -ErrorAction SilentlyContinue | Out-Null
        Get-Effect $World | Should -BeNullOrEmpty
    }
}
