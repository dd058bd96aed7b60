# Runs the examples of all pages, in one sandbox. A comment at the end of an example says what it needs (Examples.ps1), and
# with which error it ends where it is meant to: <!-- before: New-FailedRun --> <!-- fails: PodNotStuck -->
BeforeDiscovery {
    # Those that end the shared world come last, and by turns: what one has started the next one stops.
    $last = 'Start-Sandbox', 'Stop-Sandbox'
    $examples = @(
        Get-ChildItem (Join-Path $PSScriptRoot .. .. docs en-US *-*.md) | ForEach-Object {
            $page = $_.BaseName
            foreach ($match in [regex]::Matches((Get-Content $_ -Raw), '(?ms)^### (?<title>Example[^\n]*)\n\s*```powershell\n(?<code>.*?)^```(?<rest>.*?)(?=^##)')) {
                $rest = $match.Groups['rest'].Value
                @{
                    Page   = $page
                    Title  = $match.Groups['title'].Value
                    Code   = $match.Groups['code'].Value
                    Before = [regex]::Match($rest, '<!-- before: (.*?) -->').Groups[1].Value
                    Fails  = [regex]::Match($rest, '<!-- fails: (.*?) -->').Groups[1].Value
                }
            }
        } | Sort-Object { $_.Page -in $last }, { $_.Page -in $last ? $_.Title : '' }, { $_.Page }, { $_.Title }
    )
}

BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'The examples of the pages' {
    BeforeAll {
        function Invoke-There {
            # In a runspace of its own, whose host shows nothing and in which nobody can be asked.
            param([string] $Script)

            $shell.Commands.Clear()
            $shell.Streams.ClearStreams()
            $output = try { $shell.AddScript($Script).Invoke() } catch { $_.Exception.InnerException.ErrorRecord }
            [pscustomobject]@{
                Output = @($output | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] })
                # What a program writes to its error stream is its progress; whether it failed is told by its exit code.
                Errors = @(@($shell.Streams.Error) + @($output | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }) | Where-Object FullyQualifiedErrorId -NotLike 'NativeCommandError*')
            }
        }

        $guru = Join-Path (Split-Path $env:SERVICEGURU_TEST_MODULE) guru
        $path = $env:PATH
        $env:PATH = $guru + [System.IO.Path]::PathSeparator + $path
        $null = New-Item $TestDrive/work -ItemType Directory
        $shell = [powershell]::Create()
        $ready = Invoke-There @"
Set-Location '$TestDrive/work'
Import-Module '$env:SERVICEGURU_TEST_MODULE'
. '$PSScriptRoot/Examples.ps1'
`$ProgressPreference = 'SilentlyContinue'
`$ConfirmPreference = 'None'
`$world = Start-Sandbox '$TestDrive/shared' -Speed 5000
Set-Files
New-DoneRun
"@
        $ready.Errors | Should -BeNullOrEmpty
        $done = $ready.Output[-1]
    }
    AfterEach { (Invoke-There 'Stop-WaitingRun; Clear-Fault; Clear-Secret').Errors | Should -BeNullOrEmpty }
    AfterAll {
        $null = Invoke-There 'if ($env:SERVICEGURU_SANDBOX) { Stop-Sandbox }'
        $shell.Dispose()
        $env:PATH = $path
    }

    It '<Page>, <Title>, is as it is told' -ForEach $examples {
        $texts = @{ '20261123-130502-k7qd' = $done }
        if ($Before) {
            $made = Invoke-There $Before
            $made.Errors | Should -BeNullOrEmpty -Because $Before
            if ($made.Output[-1] -is [string]) { $texts['20261123-130502-k7qd'] = $made.Output[-1] }
            if ($made.Output[-1] -is [hashtable]) { $texts += $made.Output[-1] }
        }

        foreach ($text in $texts.Keys) { $Code = $Code.Replace($text, $texts[$text]) }
        $result = Invoke-There $Code
        if ($Fails) { $result.Errors.FullyQualifiedErrorId | Should -Contain "$Fails,ServiceGuru.Commands.$($Page.Replace('-', ''))Command" }
        else { $result.Errors | ForEach-Object { "$($_.FullyQualifiedErrorId): $_" } | Should -BeNullOrEmpty -Because $Code }
    }
}
