using System.Globalization;
using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Network;

/// <summary>The changes of a firewall request: the file with its text, and the issue that tracks it.</summary>
internal static class FirewallChanges
{
    public const string WriteKind = "write-request";
    public const string OpenKind = "open-issue";
    public const string TextKey = "text";
    private const string CloseKind = "close-issue";
    private const string NumberKey = "number";

    /// <summary>The file.</summary>
    public static Change Write(string file, string text, string id) => new()
    {
        Id = id,
        Kind = WriteKind,
        Target = file,
        Summary = $"write the text of the ticket to {file}",
        Effect = EffectContract.Convergent,
        Undo = "delete the file",
        Details = new Dictionary<string, string> { [TextKey] = text },
    };

    /// <summary>The issue. Its marker is the key by which it is known again.</summary>
    public static Change Open(FirewallDefinition firewall, IReadOnlyList<string> domains, string body, string id) => new()
    {
        Id = id,
        Kind = OpenKind,
        Target = firewall.Tracker,
        To = $"Firewall: let the clusters reach {string.Join(", ", domains)}",
        Summary = $"open an issue in {firewall.Tracker}: Firewall: let the clusters reach {string.Join(", ", domains)}",
        Effect = EffectContract.Keyed,
        Undo = "close the issue",
        Details = new Dictionary<string, string>
        {
            ["body"] = body,
            ["domains"] = string.Join(' ', domains),
            ["labels"] = string.Join('\n', firewall.Labels),
        },
    };

    /// <summary>Reads the file, or gives null where there is none.</summary>
    public static async Task<string?> ReadAsync(string file, CancellationToken cancellationToken) =>
        File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>Carries one out.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        switch (change.Kind)
        {
            case WriteKind:
                // In one move, so that nobody ever sends half of a text.
                Directory.CreateDirectory(Path.GetDirectoryName(change.Target)!);
                await WholeFile.WriteAsync(change.Target, change.Details[TextKey], cancellationToken).ConfigureAwait(false);
                return new Dictionary<string, string>();
            case CloseKind:
                await context.Connections.Issues.CloseAsync(change.Target, Number(change), cancellationToken).ConfigureAwait(false);
                return new Dictionary<string, string>();
            default:
                // Somebody may have opened one since the plan.
                TrackingIssue issue = await FindAsync(change, context, cancellationToken).ConfigureAwait(false)
                    ?? await context.Connections.Issues.OpenAsync(
                        change.Target,
                        change.To!,
                        change.Details["body"],
                        change.Details["labels"].Split('\n', StringSplitOptions.RemoveEmptyEntries),
                        cancellationToken).ConfigureAwait(false);
                return new Dictionary<string, string> { [NumberKey] = issue.Number.ToString(CultureInfo.InvariantCulture), ["url"] = issue.WebUrl.ToString() };
        }
    }

    /// <summary>Looks whether one happened.</summary>
    public static async Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        bool done = change.Kind switch
        {
            WriteKind => await ReadAsync(change.Target, cancellationToken).ConfigureAwait(false) == change.Details[TextKey],
            CloseKind => (await context.Connections.Issues.ListOpenAsync(change.Target, cancellationToken).ConfigureAwait(false)).All(issue => issue.Number != Number(change)),
            _ => await FindAsync(change, context, cancellationToken).ConfigureAwait(false) is not null,
        };
        return done ? ProbeOutcome.Applied : ProbeOutcome.NotApplied;
    }

    /// <summary>Gives what undoes one.</summary>
    public static Change? Revert(ChangeResult applied) => applied.Change.Kind == OpenKind && applied.Values.TryGetValue(NumberKey, out string? number)
        ? applied.Change with
        {
            Kind = CloseKind,
            Summary = $"close issue {applied.Change.Target}#{number}",
            To = null,
            Effect = EffectContract.Convergent,
            Undo = null,
            Details = new Dictionary<string, string> { [NumberKey] = number },
        }
        : null;

    private static int Number(Change change) => int.Parse(change.Details[NumberKey], CultureInfo.InvariantCulture);

    private static async Task<TrackingIssue?> FindAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        string[] domains = [.. change.Details["domains"].Split(' ').Select(domain => domain.TrimStart('.'))];
        IReadOnlyList<TrackingIssue> open = await context.Connections.Issues.ListOpenAsync(change.Target, cancellationToken).ConfigureAwait(false);
        return open.FirstOrDefault(issue => domains.All(domain => FirewallMarker.IsAbout(issue, domain)));
    }
}
