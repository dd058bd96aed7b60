BeforeDiscovery {
    $examples = Join-Path $PSScriptRoot .. .. docs examples
    $files = @(Get-ChildItem $examples -Recurse -File -Force | ForEach-Object { @{ File = $_.FullName; Name = [System.IO.Path]::GetRelativePath($examples, $_.FullName) } })
}

BeforeAll {
    . "$PSScriptRoot/Common.ps1"

    function Get-Code {
        # The PowerShell of an example: the file itself, or the blocks of a workflow that pwsh runs.
        param([string] $File)

        $text = Get-Content $File -Raw
        if ($File -like '*.ps1') { return $text }
        [regex]::Matches($text, '(?m)^(?<dent> +)shell: pwsh\r?\n\k<dent>run: \|\r?\n(?<code>(?:\k<dent>  .*\r?\n?|\s*\r?\n)+)') | ForEach-Object { $_.Groups['code'].Value }
    }
}

Describe 'The example <Name>' -ForEach $files {
    It 'has PowerShell that parses, with commands of the module as they are' {
        foreach ($code in Get-Code $File) {
            $errors = $null
            $tree = [System.Management.Automation.Language.Parser]::ParseInput($code, [ref] $null, [ref] $errors)
            $errors | Should -BeNullOrEmpty
            foreach ($call in $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
                $known = if ($call.GetCommandName()) { Get-Command $call.GetCommandName() -ErrorAction Ignore }
                if ($call.GetCommandName() -like '*-*') { ($known -or $call.GetCommandName() -eq 'Get-AutomationVariable') | Should -BeTrue -Because "$call" }
                if ($known.Source -eq 'ServiceGuru') {
                    [System.Management.Automation.Language.StaticParameterBinder]::BindCommand($call, $true).BindingExceptions.Values | Should -BeNullOrEmpty -Because "$call"
                }
            }

            # What is given to the script is what it takes.
            $script = Get-Command (Join-Path (Split-Path $env:SERVICEGURU_TEST_MODULE) runbooks Invoke-WeeklyDeployment.ps1)
            foreach ($call in $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] -and "$($args[0])" -like '& $script*' }, $true)) {
                foreach ($parameter in $call.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] }) {
                    $script.Parameters.Keys | Should -Contain $parameter.ParameterName
                }
            }
        }
    }

    It 'has no secret in it, nor on a command line' {
        $text = Get-Content $File -Raw
        $text | Should -Not -Match '(ghp_|github_pat_|xox[bap]-|syt_|sntrys_|eyJ)\w+'
        foreach ($line in $text -split "`n" | Where-Object { $_ -match '^\s*(- )?(run:|guru|pwsh|&)' }) {
            $line | Should -Not -Match 'secrets\.|TOKEN|PASSWORD' -Because 'everybody who lists processes sees it'
        }
    }
}

Describe 'The script for automation' {
    BeforeAll {
        Push-Location $TestDrive
        $sandbox = Start-Sandbox (Join-Path $TestDrive world) -Speed 1000 -Fault github-token-without-scope
        $script = Join-Path (Split-Path $env:SERVICEGURU_TEST_MODULE) runbooks Invoke-WeeklyDeployment.ps1
        "name: rights`nsteps:`n  - id: look`n    uses: access/check`n    with: { systems: [github, sentry] }" | Set-Content rights.yaml
    }
    AfterAll {
        Pop-Location
        Stop-Sandbox
    }

    It 'fails with an exit code, and goes on with the same run when it is started again in time' {
        $first = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -File $script -Runbook ./rights.yaml -ContinueWithin 12:00:00 -AsJson | Select-Object -Last 1 | ConvertFrom-Json
        $LASTEXITCODE | Should -Be 1
        $first.ExitCode | Should -Be 1
        $first.Status | Should -Be 'Failed'
        $first.Error | Should -Match '^AccessMissing'
        $first.NextAction | Should -Match 'public_repo'

        $null = Invoke-RestMethod "$($sandbox.Url.ToString().TrimEnd('/'))/sandbox/faults/github-token-without-scope" -Method Delete
        $old = & $script -Runbook ./rights.yaml -ContinueWithin 00:00:00
        $old.Run | Should -Not -Be $first.Run -Because 'that one is too old'
        $old.Status | Should -Be 'Succeeded' -Because "$($old.Message)"

        $next = & $script -Runbook ./rights.yaml -ContinueWithin 12:00:00
        $next.Run | Should -Not -BeIn $first.Run, $old.Run -Because 'the newest has succeeded'
        (& $script -Resume $first.Run).Status | Should -Be 'Succeeded'
    }

    It 'goes on with the newest that failed' {
        $null = Invoke-RestMethod "$($sandbox.Url.ToString().TrimEnd('/'))/sandbox/faults/sentry-token-without-scope" -Method Put
        $first = & $script -Runbook ./rights.yaml -ContinueWithin 12:00:00
        $first.ExitCode | Should -Be 1
        $null = Invoke-RestMethod "$($sandbox.Url.ToString().TrimEnd('/'))/sandbox/faults/sentry-token-without-scope" -Method Delete
        $second = & $script -Runbook ./rights.yaml -ContinueWithin 12:00:00
        $second.Run | Should -Be $first.Run
        $second.ExitCode | Should -Be 0 -Because "$($second.Message)"
    }

    It 'goes on also where the file is not called as the runbook, and never with a run of another one' {
        "name: asking`nsteps:`n  - { id: ask, uses: gate/approval, with: { question: Well?, destructive: true, deadline: 1s } }" | Set-Content wp2.yaml
        $first = & $script -Runbook ./wp2.yaml -WarningAction SilentlyContinue
        $first.Status | Should -Be 'Failed' -Because "$($first.Message)"
        (Get-RunbookRun -Runbook ./wp2.yaml).Id | Should -Be $first.Run
        (Get-RunbookRun -Runbook asking).Id | Should -Be $first.Run
        Get-RunbookRun -Runbook wp2 | Should -BeNullOrEmpty
        { Get-RunbookRun -Runbook ./nowhere.yaml } | Should -Throw -ErrorId 'RunbookNotFound,*'
        (& $script -Runbook ./wp2.yaml -ContinueWithin 12h -WarningAction SilentlyContinue).Run | Should -Be $first.Run
        (& $script -Runbook ./wp2.yaml -ContinueWithin 0s -Parameter ([ordered] @{}) -WarningAction SilentlyContinue).Run | Should -Not -BeIn $first.Run, $null
    }

    It 'gives an object and 2 for a wrong call, and repeats no value that may be a secret: <Because>' -ForEach @(
        @{ Given = @{ ContinueWithin = 'abc' }; Says = "-ContinueWithin takes a duration such as 12h or 12:00:00, not 'abc'"; Because = 'no duration' }
        @{ Given = @{ ContinueWithin = '12' }; Says = "not '12'"; Because = 'no unit' }
        @{ Given = @{ Secret = 'hunter2' }; Says = '-Secret takes a hashtable'; Because = 'a secret as text' }
        @{ Given = @{ Parameter = 'hunter2' }; Says = '-Parameter takes a hashtable'; Because = 'parameters as text' }
        @{ Given = @{}; Says = 'There is no parameter -Bogus.'; Because = 'no such parameter' }
    ) {
        $result = if ($Given.Count) { & $script -Runbook ./rights.yaml @Given } else { & $script -Runbook ./rights.yaml -Bogus hunter2 }
        $LASTEXITCODE | Should -Be 2
        $result.ExitCode | Should -Be 2
        $result.Message | Should -BeLike "*$Says*"
        "$($result | ConvertTo-Json)" | Should -Not -BeLike '*hunter2*'
    }

    It 'tells what to do next in cmdlets' {
        $before = $env:SERVICEGURU_SERVICE
        $env:SERVICEGURU_SERVICE = $null
        try { $result = & $script -Runbook ./rights.yaml }
        finally { $env:SERVICEGURU_SERVICE = $before }
        $result.ExitCode | Should -Be 2
        $result.NextAction | Should -Be "Name one with -Service or `$env:SERVICEGURU_SERVICE, or make one with 'New-ServiceDefinition'."
    }

    It 'takes secrets as objects and of an automation account, and forgets them' {
        $text = Get-Content $env:SERVICEGURU_SERVICE -Raw
        $github = Get-Content ([regex]::Match($text, 'file:(\S*/github)["'']?\s').Groups[1].Value) -Raw
        $sentry = Get-Content ([regex]::Match($text, 'file:(\S*/sentry)["'']?\s').Groups[1].Value) -Raw
        $definition = Join-Path $TestDrive given.yaml
        Set-Content $definition ($text -replace 'file:\S*/github(?=["'']?\s)', 'env:GURU_TEST_GITHUB' -replace 'file:\S*/sentry(?=["'']?\s)', 'env:GURU_TEST_SENTRY')
        $env:GURU_TEST_VARIABLE = $sentry
        function global:Get-AutomationVariable { param([string] $Name) if ($Name -eq 'guru-sentry') { $env:GURU_TEST_VARIABLE } }
        try {
            $given = @{ 'env:GURU_TEST_GITHUB' = ConvertTo-SecureString $github -AsPlainText -Force }
            $missing = & $script -Service $definition -Runbook ./rights.yaml -Secret $given
            $missing.ExitCode | Should -Be 1
            "$($missing.Steps.Failure) $($missing.Message)" | Should -Match 'sentry'
            $whole = & $script -Service $definition -Runbook ./rights.yaml -Secret $given -AutomationVariable env:GURU_TEST_SENTRY=guru-sentry
            $whole.ExitCode | Should -Be 0 -Because "$($whole.Message)"
            Get-ServiceSecret | Should -BeNullOrEmpty
            (& $script -Service $definition -Runbook ./rights.yaml -AutomationVariable env:X=nothing).Message | Should -Match "no variable 'nothing'"
        }
        finally {
            Remove-Item function:Get-AutomationVariable
            $env:GURU_TEST_VARIABLE = $null
        }
    }

    It 'says what is wrong with -AutomationVariable' {
        $result = & $script -Runbook ./rights.yaml -AutomationVariable env:X=y
        $result.ExitCode | Should -Be 2
        $result.Message | Should -Match 'no automation account'
        (& $script -Runbook ./rights.yaml -AutomationVariable env:X).Message | Should -Match 'REFERENCE=VARIABLE'
    }
}
