using System.Text.Json;
using ServiceGuru.Exec;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Queues;

/// <summary>Reads queues from inside a worker's pod.</summary>
internal sealed class QueueReader(EnvironmentChoice environment, OperationContext context)
{
    // Celery takes seconds to load the service.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(50);

    private QueuesDefinition Queues { get; } = Defined(context.Service);

    /// <summary>Gives the definition's section.</summary>
    /// <exception cref="GuruException">There is none (<c>QueuesNotDefined</c>).</exception>
    public static QueuesDefinition Defined(ServiceDefinition service) => service.Queues ?? throw new GuruException(new Failure
    {
        Id = "QueuesNotDefined",
        Kind = FailureKind.Usage,
        Message = $"The definition of {service.Name} names no task queues.",
        Target = service.Name,
        NextAction = "Add them to the service definition under 'queues'.",
    });

    /// <summary>Finds the pod to ask from; while short-running workers are scaled down, a long-running one does.</summary>
    public Task<PodPlace> FindPodAsync(CancellationToken cancellationToken) =>
        PodFinder.FindAsync(environment, [.. new[] { Queues.Inspect, Queues.Purge }.Distinct()], context, cancellationToken);

    /// <summary>Counts what waits, by queue.</summary>
    /// <exception cref="GuruException">Nobody can tell (<c>QueuesUnreadable</c>).</exception>
    public async Task<IReadOnlyDictionary<string, int>> LengthsAsync(PodPlace place, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> command = CeleryCommands.Lengths(Queues);
        PodCommandResult result = await place.RunAsync(command, Queues.Timeout + Margin, repeatable: true, cancellationToken).ConfigureAwait(false);
        return (result.ExitCode == 0 ? Read(result.Output) : null)
            ?? throw new GuruException(place.Failed("QueuesUnreadable", $"The queues of {environment.Name} can't be read", command, result));
    }

    /// <summary>Asks the workers; null where none of them replies.</summary>
    /// <exception cref="GuruException">Nobody could be asked (<c>QueuesUnreadable</c>).</exception>
    public async Task<InspectAnswer?> InspectAsync(PodPlace place, string what, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> command = CeleryCommands.Inspect(Queues, what);
        PodCommandResult result = await place.RunAsync(command, Queues.Timeout + Margin, repeatable: true, cancellationToken).ConfigureAwait(false);
        return InspectAnswer.Read(result.Output) is { } answer ? answer
            : $"{result.Output} {result.Errors}".Contains("No nodes replied", StringComparison.Ordinal) ? null
            : throw new GuruException(place.Failed("QueuesUnreadable", $"The workers of {environment.Name} can't be asked", command, result));
    }

    private IReadOnlyDictionary<string, int>? Read(string output)
    {
        try
        {
            Dictionary<string, int>? lengths = JsonSerializer.Deserialize<Dictionary<string, int>>(output);
            return lengths is not null && Queues.Names.All(lengths.ContainsKey) ? lengths : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
