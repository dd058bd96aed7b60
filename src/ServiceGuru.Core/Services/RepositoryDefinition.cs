using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>One source repository and the pair of branches that a release moves.</summary>
public sealed record RepositoryDefinition
{
    /// <summary>The repository's short name, unique in the definition.</summary>
    [Description("Short name, unique in the definition.")]
    public required string Name { get; init; }

    /// <summary>Anything that <c>git</c> accepts as a remote: SSH, HTTPS or a path.</summary>
    [Description("Anything that git accepts as a remote: an SSH or HTTPS address, or a path.")]
    public required string Url { get; init; }

    /// <summary>The repository on the code host, <c>owner/name</c>.</summary>
    [Description("The repository on the code host, as owner/name. Needed for builds and pull requests.")]
    public string? Slug { get; init; }

    /// <summary>The branch that is promoted.</summary>
    [Description("The branch that is promoted.")]
    public string Source { get; init; } = "main";

    /// <summary>The branch that is moved.</summary>
    [Description("The branch that is moved.")]
    public string Target { get; init; } = "stable";

    /// <summary>The image build that a push of <see cref="Target"/> starts, if any.</summary>
    [Description("The image build that a push of the target branch starts.")]
    public BuildDefinition? Build { get; init; }

    /// <summary>Whether its changes belong in the release notes.</summary>
    [Description("Whether its changes belong in the release notes.")]
    public bool ReleaseNotes { get; init; } = true;

    /// <summary>The key under which the service's API reports its version, if it does.</summary>
    [Description("The key under which the service's API reports the deployed version of this repository, e.g. packit_service.")]
    public string? VersionKey { get; init; }

    /// <summary>The package that <see cref="ServiceDefinition.Packages"/> builds from <see cref="Target"/>, if any.</summary>
    [Description("The package that the Copr project builds from the target branch, e.g. python-ogr.")]
    public string? Package { get; init; }

    /// <summary>The repositories that must have moved before this one, and whose packages its images install.</summary>
    [Description("The repositories that must have moved, and whose packages must be built from the moved commits, before this one moves.")]
    public IReadOnlyList<string> DependsOn { get; init; } = [];
}
