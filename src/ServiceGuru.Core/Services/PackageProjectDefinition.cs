using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>The Copr project in which the packages of the target branches are built.</summary>
public sealed record PackageProjectDefinition
{
    /// <summary>The Copr server's address.</summary>
    [Description("Address of the Copr server.")]
    public Uri Url { get; init; } = new("https://copr.fedorainfracloud.org");

    /// <summary>The project's owner; a group begins with <c>@</c>.</summary>
    [Description("The project's owner; a group begins with @.")]
    public required string Owner { get; init; }

    /// <summary>The project that is built from the target branches.</summary>
    [Description("The project whose packages are built from the target branches.")]
    public required string Project { get; init; }

    /// <summary>Until a package must be built. More than zero.</summary>
    [Description("Until the package of a commit must be built.")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Between two looks at a package. More than zero.</summary>
    [Description("Between two looks at a package.")]
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(30);
}
