# Runs the examples of all pages, in one sandbox. A comment at the end of an example says what it needs (Examples.ps1), and
# with which error it ends where it is meant to: <!-- before: New-FailedRun --> <!-- fails: PodNotStuck -->
BeforeDiscovery {
    # Those that end the shared world come last.
    $last = 'Start-Sandbox', 'Stop-Sandbox'
    $examples = @(
        Get-ChildItem (Join-Path $PSScriptRoot .. .. docs en-US *-*.md) | Sort-Object { $_.BaseName -in $last }, Name | ForEach-Object {
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
        }
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
                Errors = @($shell.Streams.Error) + @($output | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
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
    AfterEach { (Invoke-There 'Stop-WaitingRun; Clear-Fault').Errors | Should -BeNullOrEmpty }
    AfterAll {
        $null = Invoke-There 'if ($env:SERVICEGURU_SANDBOX) { Stop-Sandbox }'
        $shell.Dispose()
        $env:PATH = $path
    }

    It '<Page>, <Title>, is as it is told' -ForEach $examples {
        $run = $done
        if ($Before) {
            $made = Invoke-There $Before
            $made.Errors | Should -BeNullOrEmpty -Because $Before
            $run = $made.Output[-1] -is [string] ? $made.Output[-1] : $done
        }

        $result = Invoke-There $Code.Replace('20261123-130502-k7qd', $run)
        if ($Fails) { $result.Errors.FullyQualifiedErrorId | Should -Contain "$Fails,ServiceGuru.Commands.$($Page.Replace('-', ''))Command" }
        else { $result.Errors | ForEach-Object { "$($_.FullyQualifiedErrorId): $_" } | Should -BeNullOrEmpty -Because $Code }
    }
}
