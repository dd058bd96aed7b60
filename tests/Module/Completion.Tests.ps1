BeforeDiscovery {
    Import-Module $env:SERVICEGURU_TEST_MODULE
    # A row for each kind of word: a definition whose systems are at a closed port, and a journal, are all that is asked.
    $words = @{
        ChannelCompleter          = 'chat room'
        EnvironmentCompleter      = 'test bed'
        FaultCompleter            = 'image-pull-backoff'
        ImageRepositoryCompleter  = 'web-image'
        ImageStreamCompleter      = 'web stream'
        QueueCompleter            = 'long-running'
        RepositoryCompleter       = 'the web'
        RunbookCompleter          = 'weekly-production'
        ScenarioCompleter         = 'hotfix'
        ServiceCompleter          = 'packit'
        TopicCompleter            = "we're busy"
        RunCompleter              = '(the run)'
        StepCompleter             = 'ask'
        ChangedStepCompleter      = $null
        UndecidedStepCompleter    = $null
        GateCompleter             = $null
        AccessSystemCompleter     = 'kubernetes'
        GivenSecretCompleter      = 'env:GIVEN'
        SecretReferenceCompleter  = 'env:NOBODY'
        RunbookParameterCompleter = '@{ confirm = '
        StepInputCompleter        = '@{ question = '
    }
    $cases = foreach ($command in Get-Command -Module ServiceGuru) {
        foreach ($parameter in $command.Parameters.Values) {
            $completer = @($parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.ArgumentCompleterAttribute] })
            if (-not $completer) { continue }
            $kind = $completer[0].Type.Name
            # What a word depends on stands on the line before it.
            $before = switch ($kind) {
                { $_ -in 'ScenarioCompleter', 'RunbookParameterCompleter' } { ' -Name ./book.yaml' }
                'StepInputCompleter' { ' -Run RUN -Step ask' }
                { $_ -like '*StepCompleter' -or $_ -eq 'GateCompleter' } { " -$(if ($command.Parameters.ContainsKey('Run')) { 'Run' } else { 'Id' }) RUN" }
                default { '' }
            }
            @{ Name = $command.Name; Parameter = $parameter.Name; Kind = $kind; Line = "$($command.Name)$before -$($parameter.Name) "; Word = $words[$kind]; Known = $words.ContainsKey($kind) }
        }
    }
}

BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'Completion' {
    BeforeAll {
        Push-Location $TestDrive
        $server = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $server.Start()
        $closed = "http://127.0.0.1:$($server.LocalEndpoint.Port)"
        @"
name: shop
clusters: { main: { server: "$closed", token: "env:NOBODY" } }
environments:
  test bed: { cluster: main, namespace: shop, branch: main, imageTag: test, production: true, api: "$closed" }
repositories:
  - { name: the web, url: "$closed/web.git", slug: shop/web, build: { workflow: build.yml, images: [web-image] } }
codeHost: { url: "$closed", token: "env:NOBODY" }
registry: { url: "$closed", namespace: shop }
workloads: [ { name: web, kind: deployment, imageStream: web stream } ]
imageStreams: [ { name: web stream, image: web-image } ]
channels: [ { name: chat room, kind: matrix, url: "$closed", room: "!a:example.org", token: "env:NOBODY" } ]
topics: { we're busy: We are busy. }
queues: { app: shop, names: [short-running, long-running], inspect: web, purge: web }
"@ | Set-Content service.yaml
        @'
name: book
parameters: { confirm: { type: boolean, default: true, description: Asks first. } }
scenarios: { hotfix: { parameters: { confirm: false } } }
steps:
  - { id: ask, uses: gate/approval, with: { question: Well?, destructive: true, deadline: 1s } }
'@ | Set-Content book.yaml
        "name: simple" | Set-Content simple.yaml
        Set-ServiceSecret env:GIVEN (ConvertTo-SecureString given -AsPlainText -Force)
        $runs = 1..2 | ForEach-Object {
            (Invoke-Runbook ./book.yaml -Service ./simple.yaml -Confirm:$false -ErrorAction SilentlyContinue -WarningAction SilentlyContinue)[-1].Id
        }
    }
    AfterAll {
        Remove-ServiceSecret env:GIVEN
        $server.Stop()
        Pop-Location
    }

    It 'the definition of these tests is right' { Test-ServiceDefinition ./service.yaml -Quiet | Should -BeTrue }

    It '<Name> -<Parameter>: the right words, and nobody is asked' -ForEach $cases {
        $Known | Should -BeTrue -Because "$Kind needs a row above"
        $found = @(Complete $Line.Replace('RUN', $runs[1]))
        if ($Word -eq '(the run)') { $found[0..1] | Should -Be $runs[1, 0] -Because 'the newest comes first' }
        elseif ($Word) { $found | Should -Contain $(if ($Word -match "^@|^[\w./-]+$") { $Word } else { "'$($Word.Replace("'", "''"))'" }) }
        else { $found | Should -BeNullOrEmpty -Because 'nothing of this run waits or was changed' }
        $server.Pending() | Should -BeFalse
    }

    It '<Name> -<Parameter>: silent where the definition is <State>' -ForEach @($cases | Where-Object Kind -In 'ChannelCompleter', 'EnvironmentCompleter', 'ImageRepositoryCompleter', 'ImageStreamCompleter', 'QueueCompleter', 'RepositoryCompleter', 'TopicCompleter' | ForEach-Object {
            $case = $_
            'broken.yaml', 'empty.yaml', 'nowhere.yaml' | ForEach-Object { $copy = $case.Clone(); $copy.State = $_; $copy }
        }) {
        'name: [' | Set-Content broken.yaml
        $null = New-Item empty.yaml -Force
        $before = $Error.Count
        @(Complete "$Name -Service ./$State -$Parameter ") | Where-Object { $_ -notlike '*yaml' -and $_ -notlike '.*' } | Should -BeNullOrEmpty
        $Error.Count | Should -Be $before
    }

    It 'a word is completed whatever quote it begins with' -ForEach 'th', "'th", '"th', "'the w" {
        Complete "Move-StableBranch -Repository $_" | Should -Be "'the web'"
    }

    It 'the service on the line goes before the variable, and that before the file here' {
        "name: own`nrepositories: [ { name: only-here, url: /nowhere } ]" | Set-Content own.yaml
        Complete 'Move-StableBranch -Service ./own.yaml -Repository o' | Should -Be 'only-here'
        Complete 'Move-StableBranch -Repository o -Service ./own.yaml'.Substring(0, 31) | Should -BeNullOrEmpty
        $env:SERVICEGURU_SERVICE = 'packit'
        try {
            Complete 'Get-DeployedVersion -Environment p' | Should -Contain 'prod'
            Complete 'Get-DeployedVersion -Service ./service.yaml -Environment t' | Should -Be "'test bed'"
        }
        finally { $env:SERVICEGURU_SERVICE = $null }
        $definition = Get-ServiceDefinition ./own.yaml
        Complete 'Move-StableBranch -Service $definition -Repository o' | Should -Be 'only-here'
    }

    It 'the hint of a run says runbook, service, status and time' {
        $line = 'Get-RunbookRun 2'
        $hint = (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches[0].ToolTip
        $hint | Should -Match '^book for simple, failed, \d{4}-\d\d-\d\d \d\d:\d\d$'
    }

    It 'a definition that was saved in a hurry, and a journal that is damaged, disturb nobody' {
        $broken = New-Item (Join-Path $env:SERVICEGURU_STATE runs 20991231-235959-aaaa journal.jsonl) -Force -Value "no record`n"
        try {
            Complete 'Get-RunbookRun 2' | Select-Object -First 1 | Should -Be '20991231-235959-aaaa'
            Complete 'Undo-RunbookRun 20991231-235959-aaaa ' | Where-Object { $_ -notlike '.*' } | Should -BeNullOrEmpty
        }
        finally { $broken.Directory.Delete($true) }
    }

    It 'loads nothing that could ask over a network' {
        # In a process of its own, where nothing else has: System.Net.Http is what a connection would need first.
        $lines = @($cases.Line | Select-Object -Unique | ForEach-Object { $_.Replace('RUN', $runs[1]).Replace("'", "''") })
        $script = @"
Set-Location '$TestDrive'
Import-Module '$env:SERVICEGURU_TEST_MODULE'
`$before = @([AppDomain]::CurrentDomain.GetAssemblies().GetName().Name)
foreach (`$line in '$($lines -join "','")') { `$null = TabExpansion2 -inputScript `$line -cursorColumn `$line.Length }
@([AppDomain]::CurrentDomain.GetAssemblies().GetName().Name) | Where-Object { `$_ -notin `$before -and `$_ -match '^System\.Net\.(Http|Sockets|Security|NameResolution)|^Npgsql|^RabbitMQ|^Polly' }
"@
        Invoke-NewPowerShell $script | Should -BeNullOrEmpty
    } -ForEach @(@{ cases = $cases })
}
