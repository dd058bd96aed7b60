using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.ReleaseNotes;
using ServiceGuru.Services;

namespace ServiceGuru.Infrastructure;

/// <summary>Finds out what an environment lacks of the deployment repository and of the secrets.</summary>
internal sealed class InfrastructureInspection(OperationContext context, string environment)
{
    private const int MostFilesRead = 60;

    /// <summary>Reads all; what can't be read is a problem of the answer and hides nothing else.</summary>
    public async Task<InfrastructureChanges> InspectAsync(CancellationToken cancellationToken)
    {
        List<Failure> problems = [];
        InfrastructureChanges changes = Empty();
        try
        {
            changes = context.Service.Infrastructure is null ? changes : (await ReadAsync(cancellationToken).ConfigureAwait(false)).Changes;
        }
        catch (GuruException unread)
        {
            problems.Add(unread.Failure with { Target = unread.Failure.Target ?? "infrastructure" });
        }

        return await WithSecretsAsync(changes with { Problems = problems }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the repository's part.</summary>
    /// <exception cref="GuruException">It can't be read, or the definition names none.</exception>
    public async Task<(InfrastructureChanges Changes, DeployedCommit Deployed)> ReadAsync(CancellationToken cancellationToken)
    {
        InfrastructureDefinition infrastructure = context.Service.Infrastructure ?? throw new GuruException(InfrastructureFailures.NotDefined(context.Service));
        string name = BranchRef.Of(infrastructure.Branch);
        string head = (await context.Connections.Git.ListRefsAsync(infrastructure.Url, [name], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(name)
            ?? throw new GuruException(InfrastructureFailures.BranchMissing(infrastructure));
        DeployedCommit deployed = await DeployedCommit.ReadAsync(context, infrastructure, environment, cancellationToken).ConfigureAwait(false);
        InfrastructureChanges changes = Empty() with { Branch = infrastructure.Branch, Deployed = deployed.Commit, DeployedAt = deployed.At, Head = head };
        if (deployed.Commit == head)
        {
            return (changes, deployed);
        }

        (string? from, IReadOnlyList<Commit> commits) = await CommitsAsync(infrastructure.Url, deployed.Commit, head, cancellationToken).ConfigureAwait(false);
        if (from is null)
        {
            // Nobody knows what is deployed: the branch as it was a while ago is as good a beginning as any.
            DateTimeOffset since = context.Time.GetUtcNow() - infrastructure.Window;
            IReadOnlySet<string> line = FirstParents.Of(commits, head);
            from = commits.Where(commit => line.Contains(commit.Sha) && commit.CommittedAt < since).MaxBy(commit => commit.CommittedAt)?.Sha;
            commits = [.. commits.Where(commit => commit.CommittedAt >= since)];
        }

        IReadOnlyList<FileChange> files = from == head ? [] : await context.Connections.GitFiles.ListChangesAsync(infrastructure.Url, from, head, cancellationToken).ConfigureAwait(false);
        return (WithAuthors(changes with { Commits = commits, Files = await WithObjectsAsync(infrastructure.Url, files, from, head, cancellationToken).ConfigureAwait(false) }), deployed);
    }

    /// <summary>Adds the entries of the secrets' changelog since the last deployment.</summary>
    public async Task<InfrastructureChanges> WithSecretsAsync(InfrastructureChanges changes, CancellationToken cancellationToken)
    {
        if (context.Service.SecretsChangelog is not { } definition || context.Connections.SecretsChangelog is not { } changelog)
        {
            return changes;
        }

        try
        {
            context.Progress.Report($"asking the vault for '{definition.Item}'");
            ChangelogNote note = await changelog.ReadAsync(cancellationToken).ConfigureAwait(false);
            DateTimeOffset since = changes.DeployedAt ?? context.Time.GetUtcNow() - definition.Window;
            return WithAuthors(changes with { Secrets = Since(note, since) });
        }
        catch (GuruException closed)
        {
            return changes with { Problems = [.. changes.Problems, closed.Failure with { Target = closed.Failure.Target ?? definition.Item }] };
        }
    }

    // A day is as exact as the note gets: an entry of the day of the deployment is shown rather than missed. The same
    // goes for one without a date, unless the whole note is older.
    private static IReadOnlyList<SecretsChange> Since(ChangelogNote note, DateTimeOffset since)
    {
        if (note.RevisedAt < since)
        {
            return [];
        }

        DateOnly day = NotePeriod.Day(since);
        return [.. SecretsChangelogReader.Read(note.Text).Where(entry => entry.Date is null || entry.Date >= day)];
    }

    // Where the branch was rewritten, the deployed commit may be gone; then nobody knows what it had.
    private async Task<(string? From, IReadOnlyList<Commit> Commits)> CommitsAsync(string url, string? from, string head, CancellationToken cancellationToken)
    {
        try
        {
            return (from, await context.Connections.Git.ListCommitsAsync(url, from, head, cancellationToken).ConfigureAwait(false));
        }
        catch (GuruException gone) when (gone.Failure.Id == "CommitMissing" && from is not null)
        {
            return (null, await context.Connections.Git.ListCommitsAsync(url, null, head, cancellationToken).ConfigureAwait(false));
        }
    }

    private static InfrastructureChanges WithAuthors(InfrastructureChanges changes) => changes with
    {
        Authors = [.. changes.Commits.Select(commit => commit.Author).Concat(changes.Secrets.Select(entry => entry.Author).OfType<string>()).Distinct(StringComparer.OrdinalIgnoreCase)],
    };

    private InfrastructureChanges Empty() => new() { Environment = environment, Branch = context.Service.Infrastructure?.Branch ?? string.Empty };

    private Task<IReadOnlyList<ChangedFile>> WithObjectsAsync(string url, IReadOnlyList<FileChange> files, string? from, string to, CancellationToken cancellationToken)
    {
        // One after another: they share one cache, and take turns at it anyhow.
        HashSet<string> read = [.. files.Select(file => file.Path).Where(TemplateObjects.MayBeIn).Take(MostFilesRead)];
        return SideBySide.SelectAsync(
            files,
            async (file, token) =>
            {
                string? commit = file.Kind == FileChangeKind.Deleted ? from : to;
                string? text = commit is not null && read.Contains(file.Path)
                    ? await context.Connections.GitFiles.ReadFileAsync(url, commit, file.Path, token).ConfigureAwait(false)
                    : null;
                return new ChangedFile { Path = file.Path, Kind = file.Kind, Objects = text is null ? [] : TemplateObjects.Find(text) };
            },
            cancellationToken,
            degree: 1);
    }
}
