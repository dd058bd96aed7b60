using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>The workflow that builds a repository's images, and what it pushes.</summary>
public sealed record BuildDefinition
{
    /// <summary>The workflow's file name, e.g. <c>rebuild-and-push-images.yml</c>.</summary>
    [Description("The workflow's file name in .github/workflows, e.g. rebuild-and-push-images.yml.")]
    public required string Workflow { get; init; }

    /// <summary>The repositories in the registry that the build pushes, without the registry's namespace.</summary>
    [Description("The registry repositories that the build pushes, without the registry's namespace.")]
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>
    /// The start of the tag that only this commit's image carries; <c>{sha7}</c> stands for the first seven
    /// characters of the commit.
    /// </summary>
    [Description("Start of the tag that only this commit's image carries; {sha7} stands for the commit's first seven characters.")]
    public string UniqueTag { get; init; } = "stable-{sha7}";
}
