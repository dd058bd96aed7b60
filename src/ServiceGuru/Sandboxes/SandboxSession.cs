namespace ServiceGuru.Sandboxes;

/// <summary>A sandbox that runs.</summary>
public sealed record SandboxSession
{
    /// <summary>Its address on loopback.</summary>
    public required Uri Url { get; init; }

    /// <summary>Its process.</summary>
    public required int Pid { get; init; }

    /// <summary>Its folder, absolute: git repositories, kubeconfig, definition.</summary>
    public required string Directory { get; init; }

    /// <summary>The kubeconfig with which kubectl works on its clusters.</summary>
    public required string Kubeconfig { get; init; }

    /// <summary>The service definition that leads into it.</summary>
    public required string Service { get; init; }
}
