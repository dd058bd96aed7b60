using System.Collections;
using System.Management.Automation;

namespace ServiceGuru.Binding;

/// <summary>Reads what scripts pass as "a text by name": a hashtable, or a dictionary of an earlier output.</summary>
internal static class TextTable
{
    /// <summary>Gives the entries as texts, or null where nothing was given.</summary>
    public static IReadOnlyDictionary<string, string>? Of(IDictionary? table)
    {
        if (table is null)
        {
            return null;
        }

        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in table)
        {
            texts[Text(entry.Key)] = Text(entry.Value);
        }

        return texts;
    }

    // PowerShell writes $true as "True"; runbooks write it as "true".
    private static string Text(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => string.Empty,
        bool flag => flag ? "true" : "false",
        SwitchParameter flag => flag ? "true" : "false",
        TimeSpan duration => Documents.Duration.Format(duration),
        IFormattable formattable => formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        object other => other.ToString() ?? string.Empty,
    };
}
