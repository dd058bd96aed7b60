using System.Text.Json;
using ServiceGuru.Documents;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Promises;

namespace ServiceGuru.Sessions;

/// <summary>Keeps plans in files, and reads them again with distrust.</summary>
public static class PlanFile
{
    // A step with ten thousand targets has some megabytes.
    private const int Largest = 64 * 1024 * 1024;

    private static readonly JsonSerializerOptions Strict = new(LedgerJson.Options) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    /// <summary>Finds what somebody means by <c>--plan</c>: a file, or a plan's hash.</summary>
    /// <param name="text">A path, or 64 hexadecimal digits.</param>
    /// <param name="directory">Where relative paths start, absolute.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="GuruException"><c>PlanNotFound</c>, <c>PlanUnreadable</c>, <c>NotAPlan</c>, <c>PlanDamaged</c>.</exception>
    public static async Task<PlannedRun> FindAsync(string text, string directory, CancellationToken cancellationToken)
    {
        string path = Path.GetFullPath(text, directory);
        if (Path.Exists(path))
        {
            return PlannedRun.Of(await ReadAsync(path, cancellationToken).ConfigureAwait(false));
        }

        return PlannedRun.IsHash(text) ? PlannedRun.OfHash(text) : throw Wrong(
            "PlanNotFound",
            $"There is no plan '{text}'.",
            text,
            text.Length > 6 && text.All(char.IsAsciiHexDigit) ? $"It has {text.Length} hexadecimal digits; the hash of a plan has 64." : null,
            "Make one with 'guru plan RUNBOOK --out FILE', or give the whole hash that 'guru plan' prints.");
    }

    /// <summary>Reads a plan.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The plan; its hash fits what is in it.</returns>
    /// <exception cref="GuruException">
    /// It can't be read or is too large (<c>PlanUnreadable</c>), is something else or of another version (<c>NotAPlan</c>),
    /// or is torn or was changed (<c>PlanDamaged</c>).
    /// </exception>
    public static async Task<PlanDocument> ReadAsync(string path, CancellationToken cancellationToken)
    {
        string text;
        try
        {
            text = await WholeFile.ReadAsync(path, Largest, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Wrong("PlanUnreadable", $"The plan {path} can't be read.", path, error.Message, "Check the path and its rights, or plan anew.");
        }

        return Parse(text, path);
    }

    /// <summary>Writes a plan, whole or not at all.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="GuruException">There is a file that is no plan (<c>NotAPlan</c>), which is left as it is, or it can't be written there (<c>FileNotWritten</c>).</exception>
    public static async Task WriteAsync(string path, PlanDocument plan, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path) || (File.Exists(path) && !WholeFile.IsDevice(path) && !IsPlan(await TextAsync(path, cancellationToken).ConfigureAwait(false))))
        {
            throw Wrong("NotAPlan", $"{path} is there, and is no plan.", path, null, "Name another file; this one was left as it is.");
        }

        await WholeFile.SaveAsync(path, JsonSerializer.Serialize(plan, LedgerJson.Indented) + "\n", cancellationToken).ConfigureAwait(false);
    }

    private static async Task<string> TextAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await WholeFile.ReadAsync(path, Largest, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // Too large to be a plan, or not to be read: in either case it stays.
            return "unreadable";
        }
    }

    // Also an older, newer or torn plan may be replaced, and an empty file.
    private static bool IsPlan(string text) => text.Length == 0 || text.Contains($"\"{PlanDocument.Marker}\"", StringComparison.Ordinal);

    private static PlanDocument Parse(string text, string path)
    {
        PlanDocument plan;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("document", out JsonElement marker) || marker.ValueKind != JsonValueKind.String || marker.GetString() != PlanDocument.Marker)
            {
                throw Wrong("NotAPlan", $"{path} is JSON, and no plan.", path, null, "Name a file that 'guru plan RUNBOOK --out FILE' has written.");
            }

            if (!document.RootElement.TryGetProperty("version", out JsonElement version) || !version.TryGetInt32(out int number) || number != PlanDocument.CurrentVersion)
            {
                throw Wrong("NotAPlan", $"{path} is a plan of another version.", path, $"This one reads version {PlanDocument.CurrentVersion}; the file says {version}.", "Plan anew with this version.");
            }

            plan = document.Deserialize<PlanDocument>(Strict)!;
        }
        catch (JsonException error)
        {
            throw IsPlan(text) && text.Length > 0
                ? Wrong("PlanDamaged", $"The plan {path} is torn or was changed.", path, error.Message, "Plan anew: 'guru plan RUNBOOK --out FILE'.")
                : Wrong("NotAPlan", $"{path} is no plan.", path, error.Message, "Name a file that 'guru plan RUNBOOK --out FILE' has written.");
        }

        return IsComplete(plan) && plan.ComputeHash() == plan.Hash ? plan : throw Wrong(
            "PlanDamaged", $"The plan {path} was changed after it was made.", path, "Its content does not have the hash that it names.", "Plan anew: 'guru plan RUNBOOK --out FILE'.");
    }

    // What the serializer lets through: null where a value must be.
    private static bool IsComplete(PlanDocument plan) =>
        plan is { Parameters: not null, Runbook: not null, RunbookHash: not null, Service: not null, Steps: not null }
        && plan.Steps.All(step => step is { Step: not null, Uses: not null, Changes: not null, Blockers: not null }
            && AreComplete(step.Changes, step.Blockers)
            && step.Targets?.All(target => target is { Name: not null, Changes: not null, Blockers: not null } && AreComplete(target.Changes, target.Blockers)) == true);

    private static bool AreComplete(IReadOnlyList<ChangePromise> changes, IReadOnlyList<BlockerPromise> blockers) =>
        blockers.All(blocker => blocker is { Id: not null, Message: not null })
        && changes.All(change => change is { Id: not null, Kind: not null, Target: not null, Summary: not null, After: not null, AfterEndOf: not null, Details: not null });

    private static GuruException Wrong(string id, string message, string target, string? cause, string nextAction) => new(new Failure
    {
        Id = id,
        Kind = FailureKind.Usage,
        Message = message,
        Target = target,
        Cause = cause,
        NextAction = nextAction,
    });
}
