using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.ReleaseNotes;

/// <summary>Gathers the release notes that authors wrote in their pull requests, over all repositories.</summary>
public sealed class GatherReleaseNotes : Operation<GatherReleaseNotesRequest, ReleaseNoteReport>
{
    /// <inheritdoc/>
    public override string Id => "notes/release-notes";

    /// <inheritdoc/>
    public override string Summary => "Gathers the release notes of the merged pull requests.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Query;

    /// <inheritdoc/>
    public override void Check(GatherReleaseNotesRequest request, ServiceDefinition service) => NoteGatherer.Selected(request, service);

    /// <inheritdoc/>
    public override Task<Plan> PlanAsync(GatherReleaseNotesRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        NotePeriod period = Period(request, context);
        return Task.FromResult(new Plan
        {
            Operation = Id,
            Notes = [.. NoteGatherer.Selected(request, context.Service).Select(repository => new PlanNote(repository.Name, Range(repository.Name, request, period)))],
        });
    }

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(GatherReleaseNotesRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        NotePeriod period = Period(request, context);
        GatheredNotes gathered = await new NoteGatherer(context).GatherAsync(request, period, cancellationToken).ConfigureAwait(false);
        ReleaseNoteReport report = new()
        {
            Notes = gathered.Notes,
            Since = period.Since,
            Till = period.Till,
            Problems = [.. gathered.Unreadable, .. gathered.Problems],
        };
        string names = string.Join(", ", gathered.Unreadable.Select(failure => failure.Target));
        return new Conclusion(report, FailureSummary.Of(gathered.Unreadable, "ReleaseNotesIncomplete", $"Not every repository could be read: {names}."));
    }

    private static NotePeriod Period(GatherReleaseNotesRequest request, OperationContext context) =>
        NotePeriod.Of(request.Since, request.Till, NotePeriod.Day(context.Time.GetUtcNow()));

    private static string Range(string repository, GatherReleaseNotesRequest request, NotePeriod period)
    {
        string? to = request.To?.GetValueOrDefault(repository);
        string end = to is null ? "the head" : CommitLines.Short(to);
        return request.From?.GetValueOrDefault(repository) is { } from
            ? $"notes from {CommitLines.Short(from)} to {end}"
            : $"notes from {period.Since:yyyy-MM-dd} to {period.Till:yyyy-MM-dd}, up to {end}";
    }
}
