BeforeAll { . "$PSScriptRoot/Common.ps1" }

# A gate is a step that needs no outside system.
Describe 'Plans, scenarios and single steps' {
    BeforeAll {
        Push-Location $TestDrive
        'name: shop' | Set-Content service.yaml
        @'
name: ask
parameters:
  question: { default: "Safe?" }
scenarios:
  calm: { parameters: { question: "Still quiet?" } }
steps:
  - { id: first, title: Asks, uses: gate/approval, with: { question: "${{ parameters.question }}" } }
  - { id: second, uses: gate/approval, with: { question: "Really?", show: [ one, two ] } }
'@ | Set-Content book.yaml
    }
    AfterAll { Pop-Location }

    It 'a run holds to a plan by its hash, and is refused where it would drift' {
        $told = (Invoke-WhatIf 'Invoke-Runbook ./book.yaml -WhatIf -Verbose').Verbose
        $told | Should -Match "The plan's hash is [0-9a-f]{64}"
        $hash = [regex]::Match($told, '[0-9a-f]{64}').Value
        Get-RunbookRun | Should -BeNullOrEmpty

        $run = Invoke-Runbook ./book.yaml -Plan $hash -Confirm:$false | Select-Object -Last 1
        $run.Status | Should -Be 'Succeeded'
        $run.Created.PlanHash | Should -Be $hash
        { Invoke-Runbook ./book.yaml -Plan $hash -Scenario calm -Confirm:$false } | Should -Throw -ErrorId 'PlanDrifted,*'
        { Invoke-Runbook ./book.yaml -Plan ./book.yaml -Confirm:$false } | Should -Throw -ErrorId 'NotAPlan,*'
        { Invoke-Runbook ./book.yaml -Plan nowhere -Confirm:$false } | Should -Throw -ErrorId 'PlanNotFound,*'
    }

    It 'a scenario gives parameters, and -Parameter goes before it' {
        $calm = Invoke-Runbook ./book.yaml -Scenario calm -Confirm:$false | Select-Object -Last 1
        $calm.Created.Scenario | Should -Be 'calm'
        $calm.Steps[0].Gate.Question | Should -Be 'Still quiet?'
        $own = Invoke-Runbook ./book.yaml @{ question = 'Mine?' } -Scenario calm -Confirm:$false | Select-Object -Last 1
        $own.Steps[0].Gate.Question | Should -Be 'Mine?'
        { Invoke-Runbook ./book.yaml -Scenario clam } | Should -Throw -ErrorId 'ScenarioNotFound,*'
    }

    It 'a step of a run runs alone, with its inputs or others, and says where it comes from' {
        $run = Invoke-Runbook ./book.yaml -Confirm:$false | Select-Object -Last 1
        Complete "Invoke-RunbookStep $($run.Id) s" | Should -Be 'second'
        $run | Invoke-RunbookStep -Step second -Confirm:$false | Should -BeNullOrEmpty

        $output = Invoke-RunbookStep $run.Id second @{ question = 'Alone?'; show = 'three', 'four' } -PassThru -Confirm:$false
        $output[0] | Should -BeOfType ServiceGuru.Runbooks.State.StepState
        $alone = $output[-1]
        $alone.Id | Should -Not -Be $run.Id
        $alone.Created.Origin.RunId | Should -Be $run.Id
        $alone.Created.Origin.Step | Should -Be 'second'
        $alone.Steps[0].Gate.Question | Should -Be 'Alone?'
        $alone.Steps[0].Gate.Show | Should -Be 'three', 'four'
        { Invoke-RunbookStep $run.Id third } | Should -Throw -ErrorId 'StepNotFound,*'
        { Invoke-RunbookStep $run.Id second @{ qestion = 'x' } } | Should -Throw -ErrorId 'InvalidInput,*'
    }
}

Describe 'Test-Runbook' {
    BeforeAll {
        Push-Location $TestDrive
        'name: shop' | Set-Content service.yaml
        "name: Wrong`nsteps:`n  - { id: a, uses: notice/tpoic }" | Set-Content wrong.yaml
        "uses: notice/topic`nwith: { channels: [ nowhere ] }" | Set-Content snippet.yaml
    }
    AfterAll { Pop-Location }

    It 'gives every mistake of every file with its place' {
        $mistakes = Test-Runbook wrong.yaml, weekly-production
        $mistakes | Should -HaveCount 2
        $mistakes[0] | Should -BeOfType ServiceGuru.Documents.DocumentMistake
        $mistakes[0].File | Should -Be (Join-Path (Get-Location).ProviderPath wrong.yaml)
        $mistakes.Id | Should -Be 'InvalidName', 'UnknownOperation'
        $mistakes[1].Line | Should -Be 3
        $mistakes[1].Column | Should -Be 20
        $mistakes[1].Message | Should -Match 'notice/topic'
    }

    It 'takes files from the pipeline, and names are checked against a service that is named' {
        Get-Item snippet.yaml | Test-Runbook | Should -BeNullOrEmpty
        $mistake = Get-Item snippet.yaml | Test-Runbook -Service ./service.yaml
        $mistake.Id | Should -Be 'UnknownTopic'
        $mistake.Line | Should -Be 2
        'wrong.yaml', 'snippet.yaml', 'nowhere.yaml' | Test-Runbook -Quiet | Should -Be $false, $true, $false
    }
}
