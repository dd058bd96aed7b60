using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Git;

/// <summary>The fault <c>stable-diverged</c>: a fix was cherry-picked to the target branch under a name that the source branch lacks.</summary>
/// <param name="repository">The repository that it happens to.</param>
/// <param name="clock">The clock.</param>
internal sealed class StableDivergence(SandboxRepository repository, SandboxClock clock)
{
    /// <summary>The fault's name.</summary>
    public const string Fault = "stable-diverged";

    private readonly SemaphoreSlim turn = new(1, 1);
    private string? before;
    private string? picked;

    /// <summary>Makes the branches diverge, or undoes that where nobody moved the branch meanwhile.</summary>
    public async Task ApplyAsync(bool active, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            string target = repository.Definition.Target;
            if (active && repository.Head(target) is { } head && head != picked)
            {
                before = head;
                await PickAsync(target, head, cancellationToken);
                await repository.Commits.LoadAsync(cancellationToken);
                picked = repository.Head(target);
            }
            else if (!active && picked is not null && repository.Head(target) == picked)
            {
                await GitProgram.RunAsync(repository.Path, ["update-ref", "-m", "undo", $"refs/heads/{target}", before!, picked], input: null, cancellationToken);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task PickAsync(string target, string head, CancellationToken cancellationToken)
    {
        HashSet<string> known = repository.Commits.Ancestors(head);
        SandboxCommit? source = repository.Head(repository.Definition.Source) is { } tip
            ? repository.Commits.Missing(tip, known).FirstOrDefault(commit => commit.Parents.Count == 1)
            : null;
        Person author = HistoryMaterial.People[^1];
        DateTimeOffset date = clock.Now.AddDays(-3);
        string subject = source?.Message.Split('\n')[0] ?? "Fix the release configuration";
        string message = $"{subject}\n\n(cherry picked from commit {source?.Sha ?? head})\n";
        var commit = new PlannedCommit(
            1, [], author, author, date, date, message, new Dictionary<string, string> { ["docs/hotfix.md"] = $"{subject}\n" });
        await GitProgram.RunAsync(repository.Path, ["fast-import", "--quiet", "--done"], FastImport.Stream(target, head, commit), cancellationToken);
    }
}
