using ServiceGuru.Sandbox.Infrastructure;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.World;

/// <summary>Rewrites a service definition so that it means the world instead of the real systems.</summary>
internal static class SandboxDefinition
{
    private static readonly TimeSpan ShortestPoll = TimeSpan.FromMilliseconds(50);

    // Below these a busy machine alone would run into the time-out, or out of patience.
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestGrace = TimeSpan.FromSeconds(3);

    // Whoever tries the sandbox need not have told git who they are.
    private const string Author = "Service Guru <guru@example.org>";

    /// <summary>Rewrites a definition.</summary>
    /// <param name="service">The real one.</param>
    /// <param name="url">The world's address.</param>
    /// <param name="paths">The world's files.</param>
    /// <param name="tokens">The world's credentials.</param>
    /// <param name="clock">The world's time.</param>
    public static ServiceDefinition Rewrite(ServiceDefinition service, Uri url, SandboxPaths paths, SandboxTokens tokens, SandboxClock clock) => service with
    {
        Repositories = [.. service.Repositories.Select(repository => repository with { Url = paths.Repository(repository) })],
        Packages = service.Packages is null ? null : service.Packages with
        {
            Url = new Uri(url, "copr"),
            Poll = AtLeast(ShortestPoll, clock.Scale(service.Packages.Poll)),
            Timeout = AtLeast(ShortestTimeout, clock.Scale(service.Packages.Timeout)),
        },
        Monorepo = service.Monorepo is null ? null : service.Monorepo with { Url = paths.Monorepo, Author = service.Monorepo.Author ?? Author },
        CodeHost = service.CodeHost is null ? null : service.CodeHost with { Url = new Uri(url, "github"), Token = tokens.Reference("github") },
        Registry = service.Registry is null ? null : service.Registry with
        {
            Url = new Uri(url, "quay"),
            Token = tokens.Reference("quay"),
            Cleanup = service.Registry.Cleanup with { Token = null },
        },
        Clusters = service.Clusters.ToDictionary(
            cluster => cluster.Key, cluster => new ClusterDefinition { Kubeconfig = paths.Kubeconfig, Context = Context(service, cluster.Key) }),
        Environments = service.Environments.ToDictionary(environment => environment.Key, environment => environment.Value with
        {
            Api = environment.Value.Api is null ? null : new Uri(url, $"api/{environment.Key}"),
            Dashboard = environment.Value.Dashboard is null ? null : new Uri(url, $"dashboard/{environment.Key}"),
        }),
        ErrorTracker = service.ErrorTracker is null ? null : service.ErrorTracker with { Url = new Uri(url, "sentry"), Token = tokens.Reference("sentry") },
        Mastodon = service.Mastodon is null ? null : service.Mastodon with { Url = new Uri(url, "mastodon"), Token = tokens.Reference("mastodon") },
        Channels =
        [
            .. service.Channels.Select(channel => channel with
            {
                Url = new Uri(url, channel.Kind == ChannelKind.Matrix ? "matrix" : "slack"),
                Token = tokens.Reference($"channel-{channel.Name}"),
            }),
        ],
        Infrastructure = service.Infrastructure is null ? null : service.Infrastructure with
        {
            Url = paths.DeploymentRepository,
            Checkout = paths.DeploymentCheckout,
            Command = ["/bin/sh", Path.Combine(paths.Programs, DeployProgram.Name)],
            Timeout = AtLeast(ShortestTimeout, clock.Scale(service.Infrastructure.Timeout)),
            Grace = AtLeast(TimeSpan.FromSeconds(1), clock.Scale(service.Infrastructure.Grace)),
        },
        SecretsChangelog = service.SecretsChangelog is null ? null : service.SecretsChangelog with { Program = Path.Combine(paths.Programs, VaultProgram.Name) },
        Network = service.Network is null ? null : service.Network with { Outside = new Uri(url, "outside") },
        Health = service.Health with
        {
            Grace = AtLeast(ShortestGrace, clock.Scale(service.Health.Grace)),
            BehindGrace = AtLeast(ShortestTimeout, clock.Scale(service.Health.BehindGrace)),
        },
        Timing = new TimingDefinition
        {
            BuildPoll = AtLeast(ShortestPoll, clock.Scale(service.Timing.BuildPoll)),
            BuildAppears = AtLeast(ShortestTimeout, clock.Scale(service.Timing.BuildAppears)),
            BuildTimeout = AtLeast(ShortestTimeout, clock.Scale(service.Timing.BuildTimeout)),
            ImageAppears = AtLeast(ShortestTimeout, clock.Scale(service.Timing.ImageAppears)),
            RolloutPoll = AtLeast(ShortestPoll, clock.Scale(service.Timing.RolloutPoll)),
            RolloutTimeout = AtLeast(ShortestTimeout, clock.Scale(service.Timing.RolloutTimeout)),
        },
    };

    // The kubeconfig has a context for each environment; a cluster's is that of the one it matters most for.
    private static string? Context(ServiceDefinition service, string cluster) =>
        service.Environments.Where(environment => environment.Value.Cluster == cluster)
            .OrderByDescending(environment => environment.Value.Production)
            .Select(environment => environment.Key)
            .FirstOrDefault();

    // Definitions know whole milliseconds only, and few speeds divide a duration into such.
    private static TimeSpan AtLeast(TimeSpan least, TimeSpan value) =>
        value < least ? least : TimeSpan.FromMilliseconds(Math.Ceiling(value.TotalMilliseconds));
}
