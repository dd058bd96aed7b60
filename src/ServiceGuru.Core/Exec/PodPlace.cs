using ServiceGuru.Operations;
using ServiceGuru.Ports;

namespace ServiceGuru.Exec;

/// <summary>A container in which commands are run.</summary>
internal sealed record PodPlace(string Environment, string Namespace, string Pod, string Container, ICluster Cluster)
{
    /// <summary>Runs a command there.</summary>
    public Task<PodCommandResult> RunAsync(IReadOnlyList<string> command, TimeSpan timeout, bool repeatable, CancellationToken cancellationToken) =>
        Cluster.ExecAsync(new PodCommand(Pod, Container, command) { Timeout = timeout, Repeatable = repeatable }, cancellationToken);

    /// <summary>Says that a command did not do what it should.</summary>
    public Failure Failed(string id, string what, IReadOnlyList<string> command, PodCommandResult result) => new()
    {
        Id = id,
        Message = $"{what} in {Pod}.",
        Target = Environment,
        Cause = result.LastWords.Length == 0 ? $"It ended with {result.ExitCode} and said nothing." : $"It ended with {result.ExitCode}: {result.LastWords}",
        NextAction = $"Try it by hand: oc exec -n {Namespace} {Pod} -c {Container} -- {(command[0] == "python3" ? "python3 --version" : string.Join(' ', command))}",
    };
}
