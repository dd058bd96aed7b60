using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.ReleaseNotes;

/// <summary>Gathers the notes of several repositories, at most eight side by side.</summary>
internal sealed class NoteGatherer(OperationContext context)
{
    /// <summary>Gives the repositories that a request means, with its other names checked.</summary>
    /// <exception cref="GuruException">A name is unknown.</exception>
    public static IReadOnlyList<RepositoryDefinition> Selected(ReleaseNoteSelection request, ServiceDefinition service)
    {
        RepositorySelection.RequireKnown(service, request.From?.Keys);
        RepositorySelection.RequireKnown(service, request.To?.Keys);
        IReadOnlyList<RepositoryDefinition> selected = RepositorySelection.Select(service, request.Repositories);
        return request.Repositories is { Count: > 0 } ? selected : [.. selected.Where(repository => repository.ReleaseNotes)];
    }

    /// <summary>Gathers.</summary>
    public async Task<GatheredNotes> GatherAsync(ReleaseNoteSelection request, NotePeriod period, CancellationToken cancellationToken)
    {
        IReadOnlyList<Answer> answers = await SideBySide.SelectAsync(
            Selected(request, context.Service), (repository, token) => AskAsync(repository, request, period, token), cancellationToken).ConfigureAwait(false);
        return new GatheredNotes
        {
            Notes = [.. answers.SelectMany(answer => answer.Notes)],
            Unreadable = [.. answers.Select(answer => answer.Unreadable).OfType<Failure>()],
            Problems = [.. answers.Select(answer => answer.Problem).OfType<Failure>()],
        };
    }

    private async Task<Answer> AskAsync(RepositoryDefinition repository, ReleaseNoteSelection request, NotePeriod period, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(repository, request, period, cancellationToken).ConfigureAwait(false);
        }
        catch (GuruException exception)
        {
            // The notes of the others are worth having, and which repository is missing is told.
            return new Answer([], exception.Failure.On(repository.Name), null);
        }
    }

    private async Task<Answer> ReadAsync(RepositoryDefinition repository, ReleaseNoteSelection request, NotePeriod period, CancellationToken cancellationToken)
    {
        string? from = request.From?.GetValueOrDefault(repository.Name);
        string to = request.To?.GetValueOrDefault(repository.Name)
            ?? await BranchHead.ReadAsync(repository, repository.Source, context, cancellationToken).ConfigureAwait(false);
        if (from == to)
        {
            return new Answer([], null, null);
        }

        IReadOnlyList<Commit> commits = await context.Connections.Git.ListCommitsAsync(repository.Url, from, to, cancellationToken).ConfigureAwait(false);
        IReadOnlySet<string> line = FirstParents.Of(commits, to);
        IReadOnlyList<Commit> meant = from is null ? [.. commits.Where(commit => period.Contains(commit.CommittedAt))] : commits;

        PullRequestReader pullRequests = new(context.Service.CodeHost is null ? null : context.Connections.CodeHost, repository.Slug);
        Uri webUrl = (context.Service.CodeHost ?? new CodeHostDefinition()).WebUrl;
        IReadOnlyList<ReleaseNote> notes = await new RepositoryNotes(repository, webUrl, pullRequests).OfAsync(meant, line, cancellationToken).ConfigureAwait(false);
        return new Answer(notes, null, pullRequests.Problem is null ? null : PullRequestsUnread(repository, pullRequests.Problem));
    }

    /// <summary>Tells what is missing where the code host did not answer.</summary>
    internal static Failure PullRequestsUnread(RepositoryDefinition repository, Failure problem) => new()
    {
        Id = "PullRequestsUnread",
        Kind = problem.Kind,
        Target = repository.Name,
        Message = $"Not all pull requests of {repository.Name} could be read: notes may be as they were when merged, or missing where commits were not merged by a merge commit.",
        Cause = problem.Message,
        NextAction = problem.NextAction,
        Details = [problem],
        Transient = problem.Transient,
    };

    private sealed record Answer(IReadOnlyList<ReleaseNote> Notes, Failure? Unreadable, Failure? Problem);
}
