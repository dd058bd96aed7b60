using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>Which old images the monthly clean-up of the registry leaves alone, beside those that run anywhere.</summary>
public sealed record CleanupDefinition
{
    /// <summary>How many tags of a kind stay, newest first, at least 1. Tags are of one kind that begin alike up to the first hyphen, e.g. <c>stable-</c>.</summary>
    [Description("How many tags of a kind stay, the newest ones, at least 1. Tags are of one kind that begin alike up to the first hyphen, e.g. stable-.")]
    public int KeepNewest { get; init; } = 10;

    /// <summary>Tags that were pushed within this time stay.</summary>
    [Description("Tags that were pushed within this time stay, e.g. 30d.")]
    public TimeSpan OlderThan { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Tags that stay by name, with <c>*</c> and <c>?</c>. The environments' tags and <c>latest</c> always stay.</summary>
    [Description("Tags that stay by name; * and ? stand for anything. The environments' image tags and latest always stay.")]
    public IReadOnlyList<string> Keep { get; init; } = [];

    /// <summary>The registry's repositories, without namespace; those that the builds push to if absent.</summary>
    [Description("The registry's repositories, without namespace; those that the builds push to if absent.")]
    public IReadOnlyList<string>? Repositories { get; init; }

    /// <summary>The token with the right to write, by reference; the registry's own if absent.</summary>
    [Description("A token with the right to write (Quay: repo:write), as a secret reference; the registry's token if absent.")]
    public SecretReference? Token { get; init; }
}
