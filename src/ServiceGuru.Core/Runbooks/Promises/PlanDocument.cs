using System.Text.Json.Nodes;
using ServiceGuru.Ledger;

namespace ServiceGuru.Runbooks.Promises;

/// <summary>
/// The plan of a whole run as a document (version 1): what it would change, without what is volatile. The hash covers
/// the runbook's text, the service's name, the parameters, and of every promised step its changes and blockers; not the
/// summaries and messages, which are for people.
/// </summary>
public sealed record PlanDocument
{
    /// <summary>What marks a plan.</summary>
    public const string Marker = "serviceguru-plan";

    /// <summary>The newest version, and the only one so far.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Always <see cref="Marker"/>.</summary>
    public string Document { get; init; } = Marker;

    /// <summary>The form's version.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>SHA-256 of the canonical form, 64 lowercase hexadecimal digits.</summary>
    public required string Hash { get; init; }

    /// <summary>The runbook's name.</summary>
    public required string Runbook { get; init; }

    /// <summary>SHA-256 of the runbook's text.</summary>
    public required string RunbookHash { get; init; }

    /// <summary>The service's name.</summary>
    public required string Service { get; init; }

    /// <summary>The parameters' values.</summary>
    public JsonObject Parameters { get; init; } = [];

    /// <summary>When it was planned.</summary>
    public DateTimeOffset? PlannedAt { get; init; }

    /// <summary>The steps in order.</summary>
    public required IReadOnlyList<StepPromise> Steps { get; init; }

    /// <summary>Works the hash out of everything else.</summary>
    /// <returns>The hash, 64 lowercase hexadecimal digits.</returns>
    public string ComputeHash() => CanonicalJson.Hash(new JsonObject
    {
        ["version"] = Version,
        ["runbookHash"] = RunbookHash,
        ["service"] = Service,
        ["parameters"] = Parameters.DeepClone(),
        ["steps"] = new JsonArray([.. Steps.Select(Canonical)]),
    });

    private static JsonObject Canonical(StepPromise step) => new()
    {
        ["step"] = step.Step,
        ["uses"] = step.Uses,
        ["promised"] = step.Gap is null,
        ["changes"] = Canonical(step.Changes),
        ["blockers"] = Canonical(step.Blockers),
        ["targets"] = new JsonArray([.. step.Targets.Select(target => new JsonObject
        {
            ["name"] = target.Name,
            ["changes"] = Canonical(target.Changes),
            ["blockers"] = Canonical(target.Blockers),
        })]),
    };

    private static JsonArray Canonical(IReadOnlyList<ChangePromise> changes) => new([.. changes.Select(Canonical)]);

    private static JsonArray Canonical(IReadOnlyList<BlockerPromise> blockers) => new([.. blockers.Select(blocker => new JsonObject
    {
        ["id"] = blocker.Id,
        ["kind"] = blocker.Kind.ToString(),
        ["target"] = blocker.Target,
    })]);

    private static JsonObject Canonical(ChangePromise change)
    {
        JsonObject canonical = System.Text.Json.JsonSerializer.SerializeToNode(change, LedgerJson.Options)!.AsObject();
        canonical.Remove("summary");
        return canonical;
    }
}
