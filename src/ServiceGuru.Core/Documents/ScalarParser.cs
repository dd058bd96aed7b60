using System.Globalization;
using ServiceGuru.Services;

namespace ServiceGuru.Documents;

/// <summary>Reads single values.</summary>
internal static class ScalarParser
{
    /// <summary>Reads a scalar as a type.</summary>
    /// <param name="node">The scalar.</param>
    /// <param name="type">A scalar type, not nullable.</param>
    /// <param name="value">The value, or null.</param>
    /// <param name="expected">What would be right, for the message.</param>
    public static bool TryParse(ScalarNode node, Type type, out object? value, out string expected)
    {
        string text = node.Value ?? string.Empty;
        value = null;
        if (type == typeof(string))
        {
            expected = "a text";
            value = node.Value;
        }
        else if (type == typeof(bool))
        {
            expected = "true or false";
            value = !node.Plain ? null : text switch { "true" => true, "false" => false, _ => null };
        }
        else if (type == typeof(int) || type == typeof(long))
        {
            expected = "a whole number";
            bool good = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                && (type == typeof(long) || number is >= int.MinValue and <= int.MaxValue);
            value = !good ? null : type == typeof(long) ? number : (object)(int)number;
        }
        else if (type == typeof(double))
        {
            expected = "a number";
            value = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;
        }
        else if (type == typeof(TimeSpan))
        {
            expected = "a duration such as 30s, 10m or 2h";
            value = Duration.TryParse(text, out TimeSpan duration) ? duration : null;
        }
        else if (type == typeof(DateOnly))
        {
            expected = "a date such as 2026-05-18";
            value = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : null;
        }
        else if (type == typeof(DateTimeOffset))
        {
            expected = "a time such as 2026-05-18T12:00:00Z";
            value = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;
        }
        else if (type == typeof(Uri))
        {
            expected = "an absolute address such as https://example.org";
            value = Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" ? uri : null;
        }
        else if (type == typeof(SecretReference))
        {
            // The text is never repeated: somebody may have written the secret itself.
            expected = "a secret reference: env:NAME, file:PATH, bitwarden:ITEM#FIELD or secret:VAULT/NAME, never the secret itself";
            value = SecretReference.TryParse(text, out SecretReference? reference) ? reference : null;
        }
        else if (type.IsEnum)
        {
            string[] names = Enum.GetNames(type);
            expected = "one of " + string.Join(", ", names.Select(TypeShape.Key));
            string? name = Array.Find(names, candidate => candidate.Equals(text, StringComparison.OrdinalIgnoreCase));
            value = name is null ? null : Enum.Parse(type, name);
        }
        else
        {
            throw new NotSupportedException($"No document can hold a {type}.");
        }

        return value is not null;
    }
}
