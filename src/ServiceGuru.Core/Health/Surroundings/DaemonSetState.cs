namespace ServiceGuru.Health.Surroundings;

/// <summary>A DaemonSet as the cluster has it.</summary>
public sealed record DaemonSetState
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>On how many nodes it should run.</summary>
    public int Desired { get; init; }

    /// <summary>On how many of them it runs the newest template.</summary>
    public int Updated { get; init; }

    /// <summary>On how many of them it is Ready.</summary>
    public int Ready { get; init; }

    /// <summary>On how many of them it is available.</summary>
    public int Available { get; init; }

    /// <summary>On how many nodes it runs and should not.</summary>
    public int Misscheduled { get; init; }

    /// <summary><c>metadata.generation</c>.</summary>
    public long Generation { get; init; }

    /// <summary><c>status.observedGeneration</c>.</summary>
    public long ObservedGeneration { get; init; }

    /// <summary>Whether pods are replaced only when somebody deletes them (update strategy <c>OnDelete</c>).</summary>
    public bool OnDelete { get; init; }
}
