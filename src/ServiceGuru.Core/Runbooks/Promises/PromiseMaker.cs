using System.Security.Cryptography;
using System.Text;
using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks.Promises;

/// <summary>Reduces the plan of a step to what it promises.</summary>
internal static class PromiseMaker
{
    private const int DetailHashLength = 32;

    /// <summary>Makes the promise of a planned step.</summary>
    public static StepPromise Of(string step, IOperation operation, IReadOnlyList<Change> changes, IReadOnlyList<Failure> blockers) => new()
    {
        Step = step,
        Uses = operation.Id,
        Changes = Of(operation, changes),
        Blockers = Of(blockers),
    };

    /// <summary>Makes the promise of a planned target.</summary>
    public static TargetPromise OfTarget(string name, IOperation operation, Plan plan) => new(name, Of(operation, plan.Changes), Of(plan.Blockers));

    private static IReadOnlyList<ChangePromise> Of(IOperation operation, IReadOnlyList<Change> changes) => [.. changes.Select(change => Of(change, operation))];

    private static IReadOnlyList<BlockerPromise> Of(IReadOnlyList<Failure> blockers) =>
        [.. blockers.Select(blocker => new BlockerPromise(blocker.Id, blocker.Kind, blocker.Target, blocker.Message))];

    private static ChangePromise Of(Change change, IOperation operation) => new()
    {
        Id = change.Id,
        Kind = change.Kind,
        Target = change.Target,
        From = change.From,
        To = change.To,
        Destructive = change.Destructive,
        Effect = change.Effect,
        After = change.After,
        AfterEndOf = change.AfterEndOf,
        Details = change.Details
            .Where(detail => !operation.VolatileDetails.Contains(detail.Key))
            .OrderBy(detail => detail.Key, StringComparer.Ordinal)
            .ToDictionary(detail => detail.Key, detail => Hash(detail.Value), StringComparer.Ordinal),
        Summary = change.Summary,
    };

    private static string Hash(string value) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(value)))[..DetailHashLength].ToLowerInvariant();
}
