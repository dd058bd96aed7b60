using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.World;

/// <summary>Where a world keeps its files.</summary>
/// <param name="Root">The world's folder, absolute.</param>
internal sealed record SandboxPaths(string Root)
{
    /// <summary>Gets the folder of the bare repositories.</summary>
    public string Repositories => Path.Combine(Root, "repositories");

    /// <summary>Gets the bare repository of the monorepo; its folder's name can be no repository's.</summary>
    public string Monorepo => Path.Combine(Root, "monorepo.git");

    /// <summary>Gets the folder of the credentials.</summary>
    public string Secrets => Path.Combine(Root, "secrets");

    /// <summary>Gets the cluster's client configuration.</summary>
    public string Kubeconfig => Path.Combine(Root, "kubeconfig");

    /// <summary>Gets the file that a running world holds open, so that no second one takes the folder.</summary>
    public string Lock => Path.Combine(Root, "lock");

    /// <summary>Gets the log of effects.</summary>
    public string Effects => Path.Combine(Root, "effects.jsonl");

    /// <summary>Gets the bare deployment repository.</summary>
    public string DeploymentRepository => Path.Combine(Repositories, "deployment.git");

    /// <summary>Gets the user's clone of it.</summary>
    public string DeploymentCheckout => Path.Combine(Root, "checkout", "deployment");

    /// <summary>Gets the folder of the stand-ins for programs.</summary>
    public string Programs => Path.Combine(Root, "programs");

    /// <summary>Gets the folder in which the stand-in for <c>make deploy</c> leaves its requests.</summary>
    public string DeployRequests => Path.Combine(Root, "deployments");

    /// <summary>The bare repository of a repository.</summary>
    public string Repository(RepositoryDefinition repository) => Path.Combine(Repositories, $"{repository.Name}.git");
}
