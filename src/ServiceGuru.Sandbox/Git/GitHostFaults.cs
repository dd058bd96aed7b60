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
    public void Begin()
    {
        foreach (string name in new[] { Moved, Rejected, Behind, Down }.Where(faults.IsActive))
        {
            Apply(name);
        }
    }

    /// <summary>Follows a switch.</summary>
    public void Apply(string name)
    {
        switch (name)
        {
            case Moved or Rejected:
                WriteHook(central, faults.IsActive(Moved), faults.IsActive(Rejected));
                break;
            case Behind:
                WriteHook(monorepo, faults.IsActive(Behind), rejects: false);
                break;
            case Down:
                foreach (string config in all.Select(repository => Path.Combine(repository.Path, "config")))
                {
                    (string from, string to) = faults.IsActive(Down) ? (Sound, Broken) : (Broken, Sound);
                    File.WriteAllText(config, File.ReadAllText(config).Replace(from, to, StringComparison.Ordinal));
                }

                break;
        }
    }

    private static void WriteHook(SandboxRepository? repository, bool overtakes, bool rejects)
    {
        if (repository is null)
        {
            return;
        }

        string hook = Path.Combine(Directory.CreateDirectory(Path.Combine(repository.Path, "hooks")).FullName, "update");
        File.Delete(hook);
        if (overtakes)
        {
            // Once: then everybody has seen that others push, too.
            File.WriteAllText(Path.Combine(repository.Path, "overtake"), string.Empty);
        }

        if (overtakes || rejects)
        {
            File.WriteAllText(hook, $"#!/bin/sh\n{(overtakes ? OvertakeScript : string.Empty)}{(rejects ? RejectScript : string.Empty)}");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
    }
}
