using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Cluster.Exec;

/// <summary>Which programs there are in which image.</summary>
internal sealed class PodPrograms(ServiceDefinition service, IReadOnlyList<IPodProgram> programs)
{
    // What the definition says commands are run in is, for us, built from the service's own code; a pod elsewhere is one that
    // the service has started for its tasks.
    private readonly HashSet<string> own =
    [
        .. service.Workloads.Where(workload => workload.ImageStream is not null
                && service.ImageStreams.FirstOrDefault(stream => stream.Name == workload.ImageStream) is { Import: true })
            .Select(workload => service.ImageStreams.First(stream => stream.Name == workload.ImageStream).Image),
    ];

    /// <summary>Finds the program of a call, or null where the image has none of that name.</summary>
    public IPodProgram? Find(ExecCall call) => programs.FirstOrDefault(program =>
        program.Names.Contains(call.Program, StringComparer.Ordinal) && (!program.OfTheService || IsOwn(call)));

    private bool IsOwn(ExecCall call) =>
        service.Environments.Values.All(environment => environment.Namespace != call.Namespace) || own.Contains(Repository(call.Image));

    private static string Repository(string image)
    {
        string name = image.Split('@')[0];
        int colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? name[..colon] : name;
    }
}
