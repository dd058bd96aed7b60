using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>The image registry (Quay).</summary>
public sealed record RegistryDefinition
{
    /// <summary>The registry's address.</summary>
    [Description("Address of the Quay registry.")]
    public Uri Url { get; init; } = new("https://quay.io");

    /// <summary>The registry's name in image references, e.g. <c>quay.io</c>.</summary>
    [Description("Host name in image references; differs from the address only behind a proxy or in a sandbox.")]
    public string Host { get; init; } = "quay.io";

    /// <summary>The organization that owns the images.</summary>
    [Description("The organization that owns the images.")]
    public required string Namespace { get; init; }

    /// <summary>The token, by reference; public repositories need none.</summary>
    [Description("The token, as a secret reference; public repositories need none.")]
    public SecretReference? Token { get; init; }

    /// <summary>What the clean-up of old images leaves alone.</summary>
    [Description("What the clean-up of old images leaves alone.")]
    public CleanupDefinition Cleanup { get; init; } = new();
}
