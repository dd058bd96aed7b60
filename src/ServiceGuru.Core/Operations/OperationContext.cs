using ServiceGuru.Approvals;
using ServiceGuru.Ledger;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Operations;

/// <summary>What an operation works on and with.</summary>
public sealed record OperationContext
{
    /// <summary>The service.</summary>
    public required ServiceDefinition Service { get; init; }

    /// <summary>The outside systems.</summary>
    public required IConnections Connections { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>What earlier runs changed.</summary>
    public required IRunHistory History { get; init; }

    /// <summary>Where files that an operation makes go, absolute.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The run that this belongs to; part of idempotency keys.</summary>
    public required string RunId { get; init; }

    /// <summary>The step of the run that this belongs to; part of idempotency keys.</summary>
    public string Step { get; init; } = "operation";

    /// <summary>Where the change was begun that is being probed, see <see cref="IOperation.PlaceOf"/>; null where nobody wrote that down.</summary>
    public string? BegunIn { get; init; }

    /// <summary>Who acts, as the ledger has it; null where nothing is being changed.</summary>
    public string? By { get; init; }

    /// <summary>Why the run goes although a freeze or a closed window forbids it, or null where it does not go then.</summary>
    public string? DuringFreeze { get; init; }

    /// <summary>Where people answer gates besides the run's mailbox.</summary>
    public IReadOnlyList<IAnswerSource> AnswerSources { get; init; } = [];

    /// <summary>Where progress is told.</summary>
    public IOperationProgress Progress { get; init; } = SilentProgress.Instance;
}
