namespace ServiceGuru.Sandbox.Cluster.Exec;

/// <summary>A program that is started in a container.</summary>
/// <param name="Namespace">The pod's namespace.</param>
/// <param name="Pod">The pod.</param>
/// <param name="Image">The container's image, as the pod names it.</param>
/// <param name="Program">The program's name, without a path.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record ExecCall(string Namespace, string Pod, string Image, string Program, IReadOnlyList<string> Arguments);
