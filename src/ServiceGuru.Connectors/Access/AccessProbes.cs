using ServiceGuru.Connectors.Bitwarden;
using ServiceGuru.Connectors.Copr;
using ServiceGuru.Connectors.Dashboard;
using ServiceGuru.Connectors.Git;
using ServiceGuru.Connectors.GitHub;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Connectors.Kubernetes;
using ServiceGuru.Connectors.Mastodon;
using ServiceGuru.Connectors.Matrix;
using ServiceGuru.Connectors.Quay;
using ServiceGuru.Connectors.Secrets;
using ServiceGuru.Connectors.Sentry;
using ServiceGuru.Connectors.Slack;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Access;

/// <summary>Makes a probe for each system that a definition names.</summary>
internal sealed class AccessProbes(ServiceDefinition service, string definitionDirectory, ISecretResolver secrets, HttpPipeline pipeline, GitProgram git, Func<string, string?> environment)
{
    /// <summary>Makes them; connects to nothing.</summary>
    /// <param name="vaultProgram">Bitwarden's program.</param>
    public IReadOnlyList<IAccessProbe> Create(string vaultProgram)
    {
        List<IAccessProbe> probes = [];
        Add(service.CodeHost, host => new GitHubAccessProbe(host, service, secrets, pipeline));
        Add(service.Registry, registry => new QuayAccessProbe(registry, service, secrets, pipeline));
        Add(service.ErrorTracker, tracker => new SentryAccessProbe(tracker, secrets, pipeline));
        Add(service.Mastodon, account => new MastodonAccessProbe(account, secrets, pipeline));
        Add(service.Packages, project => new CoprAccessProbe(project, pipeline));
        if (service.Repositories.Count > 0 || service.Monorepo is not null || service.Infrastructure is not null)
        {
            probes.Add(new GitAccessProbe(service, definitionDirectory, git));
        }

        foreach (ChannelDefinition channel in service.Channels)
        {
            probes.Add(channel.Kind == ChannelKind.Matrix ? new MatrixAccessProbe(channel, secrets, pipeline) : new SlackAccessProbe(channel, secrets, pipeline));
        }

        foreach ((string name, EnvironmentDefinition one) in service.Environments)
        {
            Add(service.Clusters.GetValueOrDefault(one.Cluster), cluster => new ClusterAccessProbe(name, one, service, () => Connect(cluster)));
            Add(one.Api, address => new ServiceAccessProbe(name, address, pipeline));
        }

        if (service.SecretsChangelog is not null || DefinedSecrets.References(service).Any(reference => reference.Scheme == "bitwarden"))
        {
            probes.Add(new BitwardenAccessProbe(vaultProgram, environment, pipeline.Redactor, pipeline.Time));
        }

        return probes;

        void Add<T>(T? definition, Func<T, IAccessProbe> make)
            where T : class
        {
            if (definition is not null)
            {
                probes.Add(make(definition));
            }
        }
    }

    private KubernetesApi Connect(ClusterDefinition cluster) =>
        new(new ClusterAccessResolver(cluster, definitionDirectory, secrets, pipeline, HostSurroundings.Real), pipeline, KubernetesApi.NewHandler);
}
