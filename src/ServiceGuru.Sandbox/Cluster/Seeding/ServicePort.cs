namespace ServiceGuru.Sandbox.Cluster.Seeding;

/// <summary>The one port of a Service.</summary>
/// <param name="Service">The Service's name.</param>
/// <param name="Name">The port's name.</param>
/// <param name="Port">Where it is reached.</param>
/// <param name="Target">Where the pods listen.</param>
internal sealed record ServicePort(string Service, string Name, int Port, int Target);
