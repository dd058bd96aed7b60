namespace ServiceGuru.Exec;

/// <summary>One command in a container that runs: a program and its arguments, without a shell.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Container">The container; the pod's only one if null.</param>
/// <param name="Command">The program and its arguments, each taken as it is.</param>
public sealed record PodCommand(string Pod, string? Container, IReadOnlyList<string> Command)
{
    /// <summary>How long it may take, from the start to the end of the command.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether a second run does no harm, so that it may be tried again after a broken connection.</summary>
    public bool Repeatable { get; init; } = true;
}
