using System.Collections.Immutable;
using System.Text.Json;

namespace ServiceGuru.Connectors.Http;

/// <summary>
/// Blots the secrets that were used out of every text that leaves a connector. The secret resolver registers each value
/// before it hands it out. Safe for use by several threads at once.
/// </summary>
public sealed class SecretRedactor
{
    /// <summary>What stands in a text where a secret was.</summary>
    public const string Mark = "***";

    // Shorter values are words that stand in any message; blotting them out would hide the message and protect nothing.
    private const int ShortestSecret = 4;

    private ImmutableSortedSet<string> _secrets = ImmutableSortedSet.Create<string>(new LongestFirst());

    /// <summary>Registers a secret, so that later texts do not show it: plain, URL-encoded, JSON-escaped or by single lines.</summary>
    /// <param name="secret">The secret; values of fewer than four characters are ignored.</param>
    public void Register(string? secret)
    {
        if (secret is null)
        {
            return;
        }

        string[] forms = [.. secret.Split('\n', '\r').Append(secret)
            .Select(line => line.Trim())
            .Where(line => line.Length >= ShortestSecret && !line.StartsWith("-----", StringComparison.Ordinal))
            .SelectMany(line => new[] { line, Uri.EscapeDataString(line), JsonEncodedText.Encode(line).ToString() })];
        ImmutableInterlocked.Update(ref _secrets, (known, added) => known.Union(added), forms);
    }

    /// <summary>Blots every registered secret out of a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text with <see cref="Mark"/> where a secret was.</returns>
    public string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (string secret in Volatile.Read(ref _secrets))
        {
            text = text.Replace(secret, Mark, StringComparison.Ordinal);
        }

        return text;
    }

    // A secret that contains another one must go first, or its rest would stay.
    private sealed class LongestFirst : IComparer<string>
    {
        public int Compare(string? x, string? y)
        {
            int byLength = (y?.Length ?? 0).CompareTo(x?.Length ?? 0);
            return byLength != 0 ? byLength : string.CompareOrdinal(x, y);
        }
    }
}
