BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'Start-Sandbox and Stop-Sandbox' {
    It 'leads this PowerShell into the world and back out' {
        $env:SERVICEGURU_SERVICE = 'before'
        $state = $env:SERVICEGURU_STATE
        $sandbox = Start-Sandbox (Join-Path $TestDrive world) -Speed 100
        try {
            $env:SERVICEGURU_SERVICE | Should -Be $sandbox.Service
            $env:SERVICEGURU_STATE | Should -Not -Be $state
            $env:SERVICEGURU_LEDGER | Should -Be 'journal'
            $sandbox.Service | Should -Exist
            $sandbox.Kubeconfig | Should -Exist
            (Get-ServiceDefinition).Name | Should -Be 'packit'
            { Start-Sandbox (Join-Path $TestDrive second) } | Should -Throw -ErrorId 'SandboxActive,*'
        }
        finally {
            $stopped = Stop-Sandbox -PassThru
        }

        $stopped.Pid | Should -Be $sandbox.Pid
        $env:SERVICEGURU_SERVICE | Should -Be 'before'
        $env:SERVICEGURU_STATE | Should -Be $state
        $env:SERVICEGURU_LEDGER | Should -BeNullOrEmpty
        { Invoke-RestMethod "$($sandbox.Url)sandbox/status" -TimeoutSec 5 } | Should -Throw
        $env:SERVICEGURU_SERVICE = $null
    }

    It 'starts nothing with -WhatIf' {
        Start-Sandbox (Join-Path $TestDrive never) -WhatIf | Should -BeNullOrEmpty
        Join-Path $TestDrive never | Should -Not -Exist
        $env:SERVICEGURU_SANDBOX | Should -BeNullOrEmpty
    }

    It 'passes on what guru refuses, with its id' {
        $null = New-Item -ItemType Directory (Join-Path $TestDrive mine)
        Set-Content (Join-Path $TestDrive mine diary.txt) 'mine'
        { Start-Sandbox (Join-Path $TestDrive mine) } | Should -Throw -ErrorId 'FolderInUse,ServiceGuru.Commands.StartSandboxCommand'
        { Start-Sandbox (Join-Path $TestDrive other) -Fault nope } | Should -Throw -ErrorId 'FaultNotFound,*'
        { Start-Sandbox (Join-Path $TestDrive other) -Service nope } | Should -Throw -ErrorId 'ServiceNotFound,*'
        Join-Path $TestDrive other | Should -Not -Exist
    }

    It 'says what is missing: <Missing>' -ForEach @(
        @{ Missing = 'GuruMissing'; Path = '$env:PATH' }
        @{ Missing = 'DotNetMissing'; Path = "''" }
    ) {
        $copy = Join-Path $TestDrive "without-$Missing" ServiceGuru
        Copy-Item (Split-Path $env:SERVICEGURU_TEST_MODULE) $copy -Recurse
        Remove-Item (Join-Path $copy guru) -Recurse
        $out = Invoke-NewPowerShell @"
`$env:PATH = $Path; `$env:DOTNET_ROOT = ''
Import-Module '$(Join-Path $copy ServiceGuru.psd1)'
try { Start-Sandbox '$(Join-Path $TestDrive none)' } catch { `$_.FullyQualifiedErrorId; `$_.ErrorDetails.RecommendedAction }
"@
        $out[0] | Should -Be "$Missing,ServiceGuru.Commands.StartSandboxCommand"
        $out[1] | Should -Not -BeNullOrEmpty
    }
}

Describe 'The faults of a sandbox' {
    BeforeAll { $null = Start-Sandbox (Join-Path $TestDrive faulty) -Speed 1000 -Fault slack-down }
    AfterAll { Stop-Sandbox }

    It 'are listed with what they do, by name and pattern' {
        $all = Get-SandboxFault
        $all.Count | Should -BeGreaterThan 80
        $all.Where{ $_.Active }.Name | Should -Be slack-down
        (Get-SandboxFault -Active).Name | Should -Be slack-down
        (Get-SandboxFault mastodon-*, slack-down).Name | Should -Contain mastodon-limit
        $all.Where{ -not $_.Summary -or -not $_.Expect } | Should -BeNullOrEmpty
    }

    It 'are set and repaired through the pipeline' {
        (Get-SandboxFault mastodon-down, registry-down | Set-SandboxFault -PassThru).Active | Should -Be $true, $true
        (Get-SandboxFault -Active).Count | Should -Be 3
        Get-SandboxFault -Active | Set-SandboxFault -Clear | Should -BeNullOrEmpty
        Get-SandboxFault -Active | Should -BeNullOrEmpty
    }

    It 'tell a wrong name, and set the others' {
        (Set-SandboxFault nope, slack-down -PassThru -ErrorVariable wrong -ErrorAction SilentlyContinue).Name | Should -Be slack-down
        $wrong[0].FullyQualifiedErrorId | Should -Be 'FaultNotFound,ServiceGuru.Commands.SetSandboxFaultCommand'
        { Set-SandboxFault slak-down -ErrorAction Stop } | Should -Throw "*Did you mean 'slack-down'?*"
        { Get-SandboxFault nope -ErrorAction Stop } | Should -Throw -ErrorId 'FaultNotFound,*'
        { Get-SandboxFault slak-down -ErrorAction Stop } | Should -Throw "*Did you mean 'slack-down'?*"
        Set-SandboxFault slack-down -Clear
    }

    It 'need a sandbox that runs' {
        { Set-SandboxFault slack-down -Directory (Join-Path $TestDrive nowhere) } | Should -Throw -ErrorId 'SandboxNotFound,*'
        { Get-SandboxFault -Directory (Join-Path $TestDrive nowhere) } | Should -Throw -ErrorId 'SandboxNotFound,*'
    }
}
