using System.CommandLine;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru completion bash|zsh|pwsh</c>: the script itself, whatever the output mode, so that a shell can read it.</summary>
internal sealed class CompletionCommand : VerbCommand
{
    private readonly Argument<string> _shell = new("SHELL") { Description = "bash, zsh or pwsh." };

    public CompletionCommand(VerbRunner runner)
        : base("completion", "Prints the script with which a shell completes guru's words, e.g. source <(guru completion bash).", runner)
    {
        _shell.AcceptOnlyFromAmong("bash", "zsh", "pwsh");
        Arguments.Add(_shell);
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        string script = call.Parse.GetValue(_shell) switch { "bash" => Bash, "zsh" => Zsh, _ => PowerShell };
        await call.Parts.Out.WriteAsync(script.ReplaceLineEndings("\n").AsMemory(), cancellationToken).ConfigureAwait(false);
        return ExitCodes.Done;
    }

    // guru says what could come next; the shells keep what begins as typed, and quote it as they do.
    private const string Bash = """
        _guru() {
            local line="${COMP_LINE:0:COMP_POINT}" word="${COMP_WORDS[COMP_CWORD]}" found
            line="${line#"${COMP_WORDS[0]}"}"
            line="${line# }"
            COMPREPLY=()
            while IFS= read -r found; do
                [[ -n $found && $found == "$word"* ]] && COMPREPLY+=("$(printf '%q' "$found")")
            done < <("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)
            [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace
            return 0
        }
        complete -o default -o nosort -F _guru guru

        """;

    private const string Zsh = """
        #compdef guru
        _guru() {
            local line="${(j: :)words[2,CURRENT]}"
            local -a found
            found=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
            if [[ -n "${found[*]}" ]]; then compadd -V guru -a found; else _files; fi
        }
        compdef _guru guru

        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName guru -ScriptBlock {
            param($word, $ast, $position)

            $text = $ast.ToString()
            $program = $ast.CommandElements[0].ToString()
            $line = $text.PadRight($position - $ast.Extent.StartOffset).Substring(0, $position - $ast.Extent.StartOffset)
            $line = $line.Substring([Math]::Min($line.Length, $program.Length + 1))
            & $program "[suggest:$($line.Length)]" $line 2>$null | Where-Object { $_.StartsWith($word.Trim('"', "'"), 'OrdinalIgnoreCase') } | ForEach-Object {
                $quoted = if ($_ -match '^[\w./=-]+$') { $_ } else { "'$($_ -replace "'", "''")'" }
                [System.Management.Automation.CompletionResult]::new($quoted, $_, 'ParameterValue', $_)
            }
        }

        """;
}
