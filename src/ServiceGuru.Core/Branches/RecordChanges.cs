using ServiceGuru.Operations;

namespace ServiceGuru.Branches;

/// <summary>The change that records commits in the monorepo.</summary>
internal static class RecordChanges
{
    public const string Kind = "record-revisions";

    /// <summary>The target of the change: there is one monorepo.</summary>
    public const string Target = "monorepo";

    private const string LinksKey = "links";
    private const string SubjectKey = "subject";

    /// <summary>Makes the change.</summary>
    /// <param name="branch">The monorepo's branch.</param>
    /// <param name="subject">The first line of the commit.</param>
    /// <param name="state">What it records now.</param>
    /// <param name="links">What it is to record of the repositories that are meant.</param>
    public static Change Make(string branch, string subject, MonorepoState state, IReadOnlyList<RecordedLink> links)
    {
        List<RecordedLink> news = [.. links.Where(link => state.Links[link.Path] != link.Commit)];
        return new Change
        {
            Id = "1",
            Kind = Kind,
            Target = Target,
            From = state.Head,
            Summary = $"{Target}: {branch} records {string.Join(", ", news.Select(link => $"{link.Path} {CommitLines.Short(state.Links[link.Path])} -> {CommitLines.Short(link.Commit)}"))} in one commit",
            Effect = EffectContract.Convergent,
            Details = new Dictionary<string, string>(StringComparer.Ordinal) { [LinksKey] = Write(links), [SubjectKey] = subject },
        };
    }

    public static IReadOnlyList<RecordedLink> Links(Change change) => Read(change.Details[LinksKey]);

    public static string Subject(Change change) => change.Details[SubjectKey];

    public static RecordReport Foretold(Change change) => new() { Changed = true, Links = Links(change) };

    /// <summary>Gives what was learned while recording.</summary>
    public static IReadOnlyDictionary<string, string> Values(string commit, bool changed, IReadOnlyList<RecordedLink> links) =>
        new Dictionary<string, string>(StringComparer.Ordinal) { ["commit"] = commit, ["changed"] = changed ? "true" : "false", [LinksKey] = Write(links) };

    /// <summary>Gives what became of the record; null where none was planned.</summary>
    public static RecordReport? Report(IReadOnlyList<ChangeResult> changes)
    {
        if (changes.LastOrDefault(result => result.Change.Kind == Kind) is not { } result)
        {
            return null;
        }

        return result.Status switch
        {
            ChangeStatus.Applied => new RecordReport
            {
                Commit = result.Values.GetValueOrDefault("commit"),
                // A probe learns nothing but that it happened.
                Changed = result.Values.GetValueOrDefault("changed") != "false",
                Links = result.Values.TryGetValue(LinksKey, out string? links) ? Read(links) : Links(result.Change),
            },
            ChangeStatus.Declined => new RecordReport { Commit = result.Change.From },
            _ => new RecordReport { Failure = FailureSummary.OfChange(result) with { Target = Target } },
        };
    }

    private static string Write(IEnumerable<RecordedLink> links) => string.Join('\n', links.Select(link => $"{link.Repository}\t{link.Path}\t{link.Commit}"));

    private static IReadOnlyList<RecordedLink> Read(string text) =>
    [
        .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).Select(parts => new RecordedLink(parts[0], parts[1], parts[2])),
    ];
}
