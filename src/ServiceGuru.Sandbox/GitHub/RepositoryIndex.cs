using ServiceGuru.Sandbox.Git;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>Finds repositories as addresses name them: owner and name, whatever their case.</summary>
/// <param name="repositories">All repositories.</param>
internal sealed class RepositoryIndex(IReadOnlyList<SandboxRepository> repositories)
{
    /// <summary>Finds a repository, or null.</summary>
    public SandboxRepository? Find(string owner, string name) =>
        repositories.FirstOrDefault(repository => string.Equals(repository.Definition.Slug, $"{owner}/{name}", StringComparison.OrdinalIgnoreCase));
}
