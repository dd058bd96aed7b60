using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ServiceGuru.Operations;

namespace ServiceGuru.Posts;

/// <summary>The changes of a publication.</summary>
internal static class PostStatusChanges
{
    public const string PostKind = "post-status";
    public const string DeleteKind = "delete-status";

    /// <summary>The names of what is learned, and of what an undo needs.</summary>
    public const string StatusId = "id";

    /// <summary>The name of the status' page.</summary>
    public const string Address = "url";

    private const string Number = "number";
    private const string Previous = "previous";
    private const string Scheduled = "scheduledAt";

    public static IReadOnlyCollection<string> Kinds { get; } = [PostKind, DeleteKind];

    /// <summary>Names a status by its text, so that it is found again in the records of earlier runs.</summary>
    public static string TargetOf(string account, string text) =>
        $"{account} {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(PostTextEquality.Plain(text))))[..12]}";

    public static Change Post(string account, PostPart part, PostPart? previous, int count, int limit, int position) => new()
    {
        Id = position.ToString(CultureInfo.InvariantCulture),
        Kind = PostKind,
        Target = TargetOf(account, part.Text),
        To = part.Text,
        Summary = $"{account}: {(part.ScheduledAt is { } time ? $"schedule for {time.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : part.Reply ? "answer with" : "post")} {part.Number}/{count}, "
            + $"{part.Length} of {limit} characters: {Short(part.Text)}",
        Effect = part.ScheduledAt is null ? EffectContract.Keyed : EffectContract.Convergent,
        Undo = "delete the status; who has seen it has seen it",
        Details = Details(part, previous),
    };

    /// <summary>Gives the change that deletes what another posted.</summary>
    public static Change Delete(ChangeResult posted) => posted.Change with
    {
        Kind = DeleteKind,
        From = posted.Change.To,
        To = null,
        Summary = $"delete the status {Short(posted.Change.To!)}",
        Destructive = true,
        Undo = null,
        Details = posted.Values.GetValueOrDefault(StatusId) is { } id
            ? new Dictionary<string, string>(posted.Change.Details, StringComparer.Ordinal) { [StatusId] = id }
            : posted.Change.Details,
    };

    public static PostPart PartOf(Change change) => new()
    {
        Number = int.Parse(change.Details[Number], CultureInfo.InvariantCulture),
        Text = change.To ?? change.From!,
        Reply = change.Details.ContainsKey(Previous),
        ScheduledAt = change.Details.TryGetValue(Scheduled, out string? time) ? DateTimeOffset.Parse(time, CultureInfo.InvariantCulture) : null,
    };

    /// <summary>Gives the text of the status that it answers, or null.</summary>
    public static string? PreviousOf(Change change) => change.Details.GetValueOrDefault(Previous);

    private static Dictionary<string, string> Details(PostPart part, PostPart? previous)
    {
        Dictionary<string, string> details = new(StringComparer.Ordinal) { [Number] = part.Number.ToString(CultureInfo.InvariantCulture) };
        if (part.Reply && previous is not null)
        {
            details[Previous] = previous.Text;
        }

        if (part.ScheduledAt is { } time)
        {
            details[Scheduled] = time.ToString("O", CultureInfo.InvariantCulture);
        }

        return details;
    }

    private static string Short(string text)
    {
        string line = PostTextEquality.Plain(text);
        return line.Length <= 60 ? $"\"{line}\"" : $"\"{line[..59]}\u2026\"";
    }
}
