using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>The system that hosts pull requests and workflow runs (GitHub or GitHub Enterprise).</summary>
public sealed record CodeHostDefinition
{
    /// <summary>The REST API's address.</summary>
    [Description("Address of the GitHub REST API.")]
    public Uri Url { get; init; } = new("https://api.github.com");

    /// <summary>The address under which people see repositories; links in posts start with it.</summary>
    [Description("Address under which people see repositories; links in posts start with it.")]
    public Uri WebUrl { get; init; } = new("https://github.com");

    /// <summary>The token, by reference.</summary>
    [Description("The token, as a secret reference such as env:GITHUB_TOKEN.")]
    public SecretReference? Token { get; init; }
}
