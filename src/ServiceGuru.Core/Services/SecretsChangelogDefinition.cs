using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>The note in the team's Bitwarden vault in which people write down which secrets they changed. It is only read.</summary>
public sealed record SecretsChangelogDefinition
{
    /// <summary>The item's exact name.</summary>
    [Description("The exact name of the Bitwarden item whose notes are the changelog.")]
    public required string Item { get; init; }

    /// <summary>Bitwarden's program, by name or path.</summary>
    [Description("Bitwarden's command line, by name or path. BW_SESSION opens the vault.")]
    public string Program { get; init; } = "bw";

    /// <summary>How far back entries are shown where the last deployment's date is not known.</summary>
    [Description("How far back entries are shown where nobody knows when production was deployed last.")]
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(14);
}
