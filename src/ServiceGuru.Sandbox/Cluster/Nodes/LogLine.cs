namespace ServiceGuru.Sandbox.Cluster.Nodes;

/// <summary>One line of a container's output.</summary>
/// <param name="Number">Its position in the pod's life, from 1 on.</param>
/// <param name="Time">When it was written.</param>
/// <param name="Text">The line.</param>
internal sealed record LogLine(long Number, DateTimeOffset Time, string Text);
