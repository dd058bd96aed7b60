using System.Collections;
using System.Management.Automation;
using System.Text.Json;
using ServiceGuru.Ledger;

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

    // A list or a mapping is written as JSON, which YAML takes as it is.
    private static object? Json(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => null,
        bool or string or int or long or double => value is PSObject simple ? simple.BaseObject : value,
        IDictionary map => map.Cast<DictionaryEntry>().ToDictionary(entry => Text(entry.Key), entry => Json(entry.Value)),
        IEnumerable list => list.Cast<object?>().Select(Json).ToArray(),
        _ => Text(value),
    };

    // PowerShell writes $true as "True"; runbooks write it as "true".
    private static string Text(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => string.Empty,
        bool flag => flag ? "true" : "false",
        SwitchParameter flag => flag ? "true" : "false",
        TimeSpan duration => Documents.Duration.Format(duration),
        string text => text,
        IDictionary or IEnumerable => JsonSerializer.Serialize(Json(value), LedgerJson.Options),
        IFormattable formattable => formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        object other => other.ToString() ?? string.Empty,
    };
}
