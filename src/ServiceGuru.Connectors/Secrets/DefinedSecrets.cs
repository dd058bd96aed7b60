using ServiceGuru.Connectors.Http;
using ServiceGuru.Connectors.Kubernetes;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Secrets;

/// <summary>
/// Tells the redactor the secrets that a definition names, before somebody else's program runs: it uses the same ones, and
/// may say one that we had no reason to read ourselves.
/// </summary>
internal sealed class DefinedSecrets(ServiceDefinition service, string definitionDirectory, ISecretResolver secrets, HttpPipeline pipeline)
{
    /// <summary>Reads what is at hand; vaults, which may have to be unlocked, are not asked.</summary>
    public async Task LearnAsync(CancellationToken cancellationToken)
    {
        foreach (SecretReference reference in References(service).Where(one => one.Scheme is "env" or "file"))
        {
            await TryAsync(async () => await secrets.ResolveAsync(reference, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }

        foreach (ClusterDefinition cluster in service.Clusters.Values)
        {
            ClusterAccessResolver access = new(cluster, definitionDirectory, secrets, pipeline, HostSurroundings.Real);
            await TryAsync(() => access.ResolveAsync(cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <summary>Gives the references of a definition, each once.</summary>
    public static IEnumerable<SecretReference> References(ServiceDefinition service) => new[]
    {
        service.CodeHost?.Token,
        service.Registry?.Token,
        service.Registry?.Cleanup.Token,
        service.ErrorTracker?.Token,
        service.Mastodon?.Token,
    }.Concat(service.Channels.Select(channel => channel.Token)).Concat(service.Clusters.Values.Select(cluster => cluster.Token)).OfType<SecretReference>().Distinct();

    private static async Task TryAsync(Func<Task> read)
    {
        try
        {
            await read().ConfigureAwait(false);
        }
        catch (GuruException)
        {
            // What can't be read can't be recognized either. Whoever needs it tells that it is missing.
        }
    }
}
