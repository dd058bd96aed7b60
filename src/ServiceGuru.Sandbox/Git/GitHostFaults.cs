using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Git;

/// <summary>What goes wrong on the git host: its hooks refuse, others push first, or nobody can read anything.</summary>
/// <param name="central">The repository at the service's heart, if any.</param>
/// <param name="monorepo">The monorepo, if any.</param>
/// <param name="all">Every repository of the world.</param>
/// <param name="faults">The switches.</param>
internal sealed class GitHostFaults(SandboxRepository? central, SandboxRepository? monorepo, IReadOnlyList<SandboxRepository> all, IFaultBoard faults)
{
    private const string Moved = "branch-moved-meanwhile";
    private const string Rejected = "push-rejected";
    private const string Behind = "monorepo-behind";
    private const string Down = "git-host-down";

    // A format that no git knows: whoever connects is told so, as by a host whose storage is gone.
    private const string Sound = "repositoryformatversion = 0";
    private const string Broken = "repositoryformatversion = 99";

    // Run by the server with the ref, its old and its new commit; a push that another one overtook is refused by git itself.
    private const string RejectScript = """
        echo "error: GH006: Protected branch update failed for $1." >&2
        echo "error: Changes must be made through a pull request." >&2
        exit 1

        """;

    private const string OvertakeScript = """
        if rm overtake 2>/dev/null; then
          GIT_AUTHOR_NAME="Sam Rivera"; GIT_AUTHOR_EMAIL="sam@example.org"
          GIT_COMMITTER_NAME="$GIT_AUTHOR_NAME"; GIT_COMMITTER_EMAIL="$GIT_AUTHOR_EMAIL"
          export GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL
          other=$(git commit-tree -p "$2" -m "Fix what is urgent" "$2^{tree}") && git update-ref -m "somebody else" "$1" "$other" "$2"
        fi

        """;

    /// <summary>Puts the faults into effect that are active from the start.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        foreach (string name in new[] { Moved, Rejected, Behind, Down }.Where(faults.IsActive))
        {
            if (Apply(name) is { } rest)
            {
                await rest(cancellationToken);
            }
        }
    }

    /// <summary>Follows a switch. What is cleared is gone at once.</summary>
    /// <returns>What remains to be done, or null.</returns>
    public Func<CancellationToken, Task>? Apply(string name) => name switch
    {
        Moved or Rejected => SetHook(central, faults.IsActive(Moved), faults.IsActive(Rejected)),
        Behind => SetHook(monorepo, faults.IsActive(Behind), rejects: false),
        Down => SetFormat(faults.IsActive(Down)),
        _ => null,
    };

    private static Func<CancellationToken, Task>? SetHook(SandboxRepository? repository, bool overtakes, bool rejects)
    {
        if (repository is null)
        {
            return null;
        }

        File.Delete(Path.Combine(Directory.CreateDirectory(Path.Combine(repository.Path, "hooks")).FullName, "update"));
        if (overtakes)
        {
            // Once: then everybody has seen that others push, too.
            File.WriteAllText(Path.Combine(repository.Path, "overtake"), string.Empty);
        }

        // A file that this process has open for writing can't be run by what is started at that moment, hence git's shell.
        string script = $"#!/bin/sh\n{(overtakes ? OvertakeScript : string.Empty)}{(rejects ? RejectScript : string.Empty)}";
        return overtakes || rejects
            ? cancellationToken => GitProgram.RunAsync(repository.Path, ["-c", "alias.write-hook=!cat > hooks/update && chmod 700 hooks/update", "write-hook"], script, cancellationToken)
            : null;
    }

    private Func<CancellationToken, Task>? SetFormat(bool down)
    {
        (string from, string to) = down ? (Sound, Broken) : (Broken, Sound);
        foreach (string config in all.Select(repository => Path.Combine(repository.Path, "config")))
        {
            File.WriteAllText(config, File.ReadAllText(config).Replace(from, to, StringComparison.Ordinal));
        }

        return null;
    }
}
