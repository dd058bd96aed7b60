namespace ServiceGuru.Health;

/// <summary>A pod as the cluster has it.</summary>
public sealed record PodState
{
    /// <summary>The uid, by which it is told from a later pod of the same name; null where nobody wrote it down.</summary>
    public string? Uid { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary><c>status.phase</c>: Pending, Running, Succeeded, Failed or Unknown.</summary>
    public required string Phase { get; init; }

    /// <summary><c>status.reason</c>, e.g. <c>Evicted</c>.</summary>
    public string? Reason { get; init; }

    /// <summary><c>status.message</c>.</summary>
    public string? Message { get; init; }

    /// <summary>The labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The controlling owner's kind, e.g. <c>ReplicaSet</c>, if any.</summary>
    public string? OwnerKind { get; init; }

    /// <summary>The controlling owner's name, if any.</summary>
    public string? OwnerName { get; init; }

    /// <summary>The node, once scheduled.</summary>
    public string? Node { get; init; }

    /// <summary>The node on which pods of lower priority are ended to make room for it (<c>status.nominatedNodeName</c>), if any.</summary>
    public string? NominatedNode { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// By when it was to be gone (<c>metadata.deletionTimestamp</c>, which already includes the grace period), or null
    /// where nobody deleted it.
    /// </summary>
    public DateTimeOffset? DeletionDeadline { get; init; }

    /// <summary>The finalizers that must be gone before a deleted pod is (<c>metadata.finalizers</c>).</summary>
    public IReadOnlyList<string> Finalizers { get; init; } = [];

    /// <summary>Whether the condition Ready is True.</summary>
    public bool Ready { get; init; }

    /// <summary>The conditions.</summary>
    public IReadOnlyList<ConditionState> Conditions { get; init; } = [];

    /// <summary>The containers, init containers first.</summary>
    public IReadOnlyList<ContainerState> Containers { get; init; } = [];
}
