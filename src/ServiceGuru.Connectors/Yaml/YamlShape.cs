using System.Collections;

namespace ServiceGuru.Connectors.Yaml;

/// <summary>Tells mappings from sequences, and what is worth writing from what is not.</summary>
internal static class YamlShape
{
    /// <summary>Whether a value is a dictionary with text keys.</summary>
    public static bool IsMapping(object value) => value.GetType().GetInterfaces().Any(one =>
        one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) && one.GenericTypeArguments[0] == typeof(string));

    /// <summary>Lists a dictionary's entries in their order.</summary>
    public static IEnumerable<(string Key, object Value)> Entries(IEnumerable mapping)
    {
        foreach (object entry in mapping)
        {
            Type type = entry.GetType();
            yield return ((string)type.GetProperty("Key")!.GetValue(entry)!, type.GetProperty("Value")!.GetValue(entry)!);
        }
    }

    /// <summary>Whether a value is its property's default, so that leaving it out says the same.</summary>
    public static bool IsSame(object value, object? byDefault) =>
        Equals(value, byDefault) || (value is not string && value is IEnumerable one && byDefault is IEnumerable other && IsEmpty(one) && IsEmpty(other));

    private static bool IsEmpty(IEnumerable items) => !items.Cast<object>().Any();
}
