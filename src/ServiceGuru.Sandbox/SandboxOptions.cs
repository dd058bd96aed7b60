using ServiceGuru.Services;

namespace ServiceGuru.Sandbox;

/// <summary>What world to raise.</summary>
public sealed record SandboxOptions
{
    /// <summary>The service to simulate; its repositories, workloads, image streams and channels come to life.</summary>
    public required ServiceDefinition Service { get; init; }

    /// <summary>An absolute folder for git repositories, kubeconfig, secrets and the effect log. Made if absent.</summary>
    public required string Directory { get; init; }

    /// <summary>How many times faster than life: a build of 40 minutes lasts 40 min / Speed. At least 1.</summary>
    public double Speed { get; init; } = 120;

    /// <summary>The loopback port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Names of the faults that are active from the start, of <see cref="SandboxFaults.All"/>.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];
}
