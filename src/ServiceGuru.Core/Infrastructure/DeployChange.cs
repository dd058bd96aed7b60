using System.Globalization;
using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Infrastructure;

/// <summary>The change that deploys an environment's infrastructure.</summary>
internal static class DeployChange
{
    public const string Kind = "deploy-infrastructure";

    /// <summary>The detail that says when it was planned: another one each time.</summary>
    public const string PlannedAtKey = "plannedAt";

    private const string MarkKey = "mark";
    private const string FilesKey = "files";
    private const string RepositoryKey = "repository";

    public static Change Of(InfrastructureDefinition infrastructure, InfrastructureChanges changes, DeployedCommit deployed, DateTimeOffset now)
    {
        string environment = changes.Environment;
        Dictionary<string, string> details = new(StringComparer.Ordinal)
        {
            [PlannedAtKey] = now.ToString("O", CultureInfo.InvariantCulture),
            [RepositoryKey] = infrastructure.Url,
            [FilesKey] = string.Join('\n', changes.Files.Select(InfrastructureText.Line)),
        };
        if (deployed.Mark is not null)
        {
            details[MarkKey] = deployed.Mark;
        }

        return new Change
        {
            Id = "1",
            Kind = Kind,
            Target = environment,
            From = changes.Deployed,
            To = changes.Head,
            Summary = $"{environment}: {InfrastructureText.Command(infrastructure, environment)} at {CommitLines.Short(changes.Head!)} ({InfrastructureText.Scope(changes)})",
            Effect = EffectContract.Convergent,
            Details = details,
        };
    }

    /// <summary>Tells whether it deployed that repository: a service of the same name may have another one, e.g. in a sandbox.</summary>
    public static bool IsOf(Change change, InfrastructureDefinition infrastructure) => change.Details.GetValueOrDefault(RepositoryKey) == infrastructure.Url;

    /// <summary>Gives when it was planned: what was written down later may not be part of it.</summary>
    public static DateTimeOffset? PlannedAt(Change change) =>
        DateTimeOffset.TryParse(change.Details.GetValueOrDefault(PlannedAtKey), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTimeOffset at) ? at : null;

    /// <summary>Gives where the mark was when it was planned; null where there was none.</summary>
    public static string? MarkBefore(Change change) => change.Details.GetValueOrDefault(MarkKey);

    /// <summary>Gives the changed files, one line each.</summary>
    public static IReadOnlyList<string> Files(Change change) => change.Details.GetValueOrDefault(FilesKey, string.Empty).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Names the command of a change: a run's id is its own for ever, and so is the change's in it.</summary>
    public static string Key(Change change, OperationContext context) => $"{context.RunId}-{change.Target}-{change.Id}";
}
