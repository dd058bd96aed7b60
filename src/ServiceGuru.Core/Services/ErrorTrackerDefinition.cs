using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>The error tracker (Sentry).</summary>
public sealed record ErrorTrackerDefinition
{
    /// <summary>The tracker's address.</summary>
    [Description("Address of the Sentry server.")]
    public Uri Url { get; init; } = new("https://sentry.io");

    /// <summary>The organization's slug.</summary>
    [Description("The organization's slug.")]
    public required string Organization { get; init; }

    /// <summary>The project's slug.</summary>
    [Description("The project's slug.")]
    public required string Project { get; init; }

    /// <summary>The token, by reference.</summary>
    [Description("The token, as a secret reference; it needs event:read and project:read.")]
    public SecretReference? Token { get; init; }
}
