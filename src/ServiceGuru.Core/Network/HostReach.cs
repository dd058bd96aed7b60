namespace ServiceGuru.Network;

/// <summary>What one place sees of a host.</summary>
/// <param name="Addresses">The addresses that DNS gives there; empty where it gives none, or where nobody asked it.</param>
/// <param name="Ports">What came of each port.</param>
public sealed record HostReach(IReadOnlyList<string> Addresses, IReadOnlyList<PortReach> Ports);
