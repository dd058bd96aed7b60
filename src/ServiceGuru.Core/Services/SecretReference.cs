namespace ServiceGuru.Services;

/// <summary>
/// Where a secret is kept, never the secret: <c>env:NAME</c>, <c>file:PATH</c>, <c>bitwarden:ITEM#FIELD</c> or
/// <c>secret:VAULT/NAME</c>.
/// </summary>
public sealed record SecretReference
{
    private SecretReference(string scheme, string path)
    {
        Scheme = scheme;
        Path = path;
    }

    /// <summary>The schemes that a reference can have.</summary>
    public static IReadOnlyList<string> Schemes { get; } = ["env", "file", "bitwarden", "secret"];

    /// <summary>The scheme, one of <see cref="Schemes"/>.</summary>
    public string Scheme { get; }

    /// <summary>What follows the scheme and its colon.</summary>
    public string Path { get; }

    /// <summary>Reads a reference.</summary>
    /// <param name="text">The text, e.g. <c>env:GITHUB_TOKEN</c>.</param>
    /// <param name="reference">The reference, or null.</param>
    /// <returns>Whether <paramref name="text"/> is one. A bare secret is not.</returns>
    public static bool TryParse(string? text, out SecretReference? reference)
    {
        reference = null;
        int colon = text?.IndexOf(':') ?? -1;
        if (colon < 1 || colon == text!.Length - 1)
        {
            return false;
        }

        string scheme = text[..colon];
        if (!Schemes.Contains(scheme, StringComparer.Ordinal))
        {
            return false;
        }

        reference = new SecretReference(scheme, text[(colon + 1)..]);
        return true;
    }

    /// <summary>Reads a reference.</summary>
    /// <param name="text">The text, e.g. <c>env:GITHUB_TOKEN</c>.</param>
    /// <returns>The reference.</returns>
    /// <exception cref="FormatException">The text is no reference. The message does not repeat it: it may be a secret.</exception>
    public static SecretReference Parse(string text) => TryParse(text, out SecretReference? reference)
        ? reference!
        : throw new FormatException("Not a secret reference; write env:NAME, file:PATH, bitwarden:ITEM#FIELD or secret:VAULT/NAME.");

    /// <inheritdoc/>
    public override string ToString() => $"{Scheme}:{Path}";
}
