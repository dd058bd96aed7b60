namespace ServiceGuru.Access;

/// <summary>The systems whose access can be checked.</summary>
public static class AccessSystems
{
    /// <summary>Git remotes.</summary>
    public const string Git = "git";

    /// <summary>The code host.</summary>
    public const string GitHub = "github";

    /// <summary>The clusters.</summary>
    public const string Kubernetes = "kubernetes";

    /// <summary>The registry.</summary>
    public const string Quay = "quay";

    /// <summary>The error tracker.</summary>
    public const string Sentry = "sentry";

    /// <summary>Matrix channels.</summary>
    public const string Matrix = "matrix";

    /// <summary>Slack channels.</summary>
    public const string Slack = "slack";

    /// <summary>The account that tells the world.</summary>
    public const string Mastodon = "mastodon";

    /// <summary>The package project.</summary>
    public const string Copr = "copr";

    /// <summary>The service's own API.</summary>
    public const string Service = "service";

    /// <summary>The vault.</summary>
    public const string Bitwarden = "bitwarden";

    /// <summary>The shared ledger.</summary>
    public const string PostgreSql = "postgresql";

    /// <summary>The queue of workers.</summary>
    public const string RabbitMq = "rabbitmq";

    /// <summary>Gets all of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Bitwarden, Copr, Git, GitHub, Kubernetes, Mastodon, Matrix, PostgreSql, Quay, RabbitMq, Sentry, Service, Slack];
}
