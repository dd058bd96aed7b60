using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>Somebody who may answer gates, with the identities under which answers arrive.</summary>
public sealed record PersonDefinition
{
    /// <summary>The person's id in the definition, unique among people and teams.</summary>
    [Description("Id of the person in this definition, unique among people and teams: lowercase letters, digits and hyphens.")]
    public required string Id { get; init; }

    /// <summary>The name as people write it; the id if absent.</summary>
    [Description("The name as people write it.")]
    public string? Name { get; init; }

    /// <summary>The logins as the ledger has them: <c>user@host</c>, or <c>user</c> for that login on any machine.</summary>
    [Description("Logins as the ledger has them: user@host, or user for that login on any machine.")]
    public IReadOnlyList<string> Logins { get; init; } = [];

    /// <summary>The mail address, as a proxy that signs people in tells it.</summary>
    [Description("Mail address, as a proxy that signs people in tells it.")]
    public string? Email { get; init; }

    /// <summary>The Matrix user id.</summary>
    [Description("Matrix user id, e.g. \"@laura:fedora.im\".")]
    public string? Matrix { get; init; }

    /// <summary>The Slack user id (not the name, which anybody can change).</summary>
    [Description("Slack user id, e.g. U0123ABCD; not the name, which anybody can change.")]
    public string? Slack { get; init; }

    /// <summary>The GitHub login.</summary>
    [Description("GitHub login.")]
    public string? Github { get; init; }

    /// <summary>The name as people write it.</summary>
    internal string DisplayName => Name ?? Id;
}
