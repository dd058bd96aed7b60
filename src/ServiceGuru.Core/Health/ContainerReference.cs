namespace ServiceGuru.Health;

/// <summary>A container whose log explains a finding.</summary>
/// <param name="Pod">The pod's name.</param>
/// <param name="Name">The container's name.</param>
/// <param name="Previous">Whether the log of its run before the last restart is the one that explains.</param>
public sealed record ContainerReference(string Pod, string Name, bool Previous);
