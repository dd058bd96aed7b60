using ServiceGuru.Services;

namespace ServiceGuru.Queues;

/// <summary>Finds queues by name.</summary>
internal static class QueueSelection
{
    /// <summary>Gives the queues of the names, or all.</summary>
    /// <exception cref="Operations.GuruException">A name is unknown (<c>UnknownQueue</c>), or there are none (<c>QueuesNotDefined</c>).</exception>
    public static IReadOnlyList<string> Select(ServiceDefinition service, IReadOnlyList<string>? names)
    {
        QueuesDefinition queues = QueueReader.Defined(service);
        foreach (string name in (names ?? []).Where(name => !queues.Names.Contains(name, StringComparer.Ordinal)))
        {
            throw ServiceDefinitionNames.Unknown(service, "UnknownQueue", "queue", name, queues.Names);
        }

        return names is { Count: > 0 } ? [.. queues.Names.Where(name => names.Contains(name, StringComparer.Ordinal))] : queues.Names;
    }
}
