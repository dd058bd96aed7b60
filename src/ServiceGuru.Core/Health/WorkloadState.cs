using ServiceGuru.Services;

namespace ServiceGuru.Health;

/// <summary>A Deployment or StatefulSet as the cluster has it.</summary>
public sealed record WorkloadState
{
    /// <summary>The kind.</summary>
    public required WorkloadKind Kind { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>How many pods are wanted (<c>spec.replicas</c>).</summary>
    public required int Desired { get; init; }

    /// <summary>How many pods run the newest template.</summary>
    public int Updated { get; init; }

    /// <summary>How many pods are Ready.</summary>
    public int Ready { get; init; }

    /// <summary>How many pods are available.</summary>
    public int Available { get; init; }

    /// <summary>How many pods there are, old and new.</summary>
    public int Current { get; init; }

    /// <summary><c>metadata.generation</c>.</summary>
    public long Generation { get; init; }

    /// <summary><c>status.observedGeneration</c>; smaller than the generation while the controller has not looked yet.</summary>
    public long ObservedGeneration { get; init; }

    /// <summary>Whether a Deployment's rollout is paused.</summary>
    public bool Paused { get; init; }

    /// <summary>The template's images by container.</summary>
    public IReadOnlyDictionary<string, string> Images { get; init; } = new Dictionary<string, string>();

    /// <summary>The pod selector's labels (<c>matchLabels</c>).</summary>
    public IReadOnlyDictionary<string, string> Selector { get; init; } = new Dictionary<string, string>();

    /// <summary>The labels of the template's pods.</summary>
    public IReadOnlyDictionary<string, string> TemplateLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>How long a pod must be Ready before it counts as available.</summary>
    public TimeSpan MinReady { get; init; }

    /// <summary>Below which ordinal a StatefulSet's pods keep the old template (<c>rollingUpdate.partition</c>).</summary>
    public int Partition { get; init; }

    /// <summary>Whether a StatefulSet's pods are replaced only when somebody deletes them (update strategy <c>OnDelete</c>).</summary>
    public bool OnDelete { get; init; }

    /// <summary>A StatefulSet's revision before the last change, or null.</summary>
    public string? CurrentRevision { get; init; }

    /// <summary>A StatefulSet's newest revision, or null.</summary>
    public string? UpdateRevision { get; init; }

    /// <summary>How many pods must run the newest template for the rollout to be over.</summary>
    internal int Due => OnDelete ? 0 : Math.Max(0, Desired - Partition);

    /// <summary>The conditions.</summary>
    public IReadOnlyList<ConditionState> Conditions { get; init; } = [];
}
