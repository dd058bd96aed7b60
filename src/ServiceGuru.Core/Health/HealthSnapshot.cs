using ServiceGuru.Operations;

namespace ServiceGuru.Health;

/// <summary>
/// All that a health check looked at, in one document: who judges it comes to the same report as who was there. It holds
/// no environment variables and no Secrets, and what logs say went through the same redaction as everywhere.
/// </summary>
public sealed record HealthSnapshot
{
    /// <summary>The form of the document that this version writes and reads.</summary>
    public const string CurrentFormat = "serviceguru/health-snapshot/1";

    /// <summary>The form of the document.</summary>
    public required string Format { get; init; }

    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The namespace.</summary>
    public required SourceReading<ClusterSnapshot> Cluster { get; init; }

    /// <summary>The last log lines of containers that something is wrong with.</summary>
    public IReadOnlyList<LogTail> Logs { get; init; } = [];

    /// <summary>The error tracker; null where the definition names none.</summary>
    public SourceReading<IssueReading>? Issues { get; init; }

    /// <summary>The API's answers; null where the definition names none.</summary>
    public SourceReading<IReadOnlyList<EndpointCheck>>? Api { get; init; }

    /// <summary>The dashboard's answer; null where the definition names none.</summary>
    public SourceReading<IReadOnlyList<EndpointCheck>>? Dashboard { get; init; }

    /// <summary>What runs and what the branch has; null where nobody compares.</summary>
    public SourceReading<IReadOnlyList<DeployedVersion>>? Versions { get; init; }

    /// <summary>Gives why sources could not be read.</summary>
    internal IEnumerable<Failure?> Failures()
    {
        yield return Cluster.Failure;
        if (Issues is not null)
        {
            yield return Issues.Failure;
        }

        if (Api is not null)
        {
            yield return Api.Failure;
        }

        if (Dashboard is not null)
        {
            yield return Dashboard.Failure;
        }
    }
}
