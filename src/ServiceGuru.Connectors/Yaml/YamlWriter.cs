using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ServiceGuru.Services;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ServiceGuru.Connectors.Yaml;

/// <summary>
/// Writes a service definition so that reading it back gives an equal one. Keys are the properties' names in camelCase;
/// what has its default value is left out.
/// </summary>
public static class YamlWriter
{
    private static readonly EmitterSettings Settings = new(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024, skipAnchorName: true);

    /// <summary>Writes a definition.</summary>
    /// <param name="definition">The definition.</param>
    /// <returns>The YAML text, ending with a line break.</returns>
    /// <exception cref="ArgumentException">A duration is negative or no whole number of milliseconds.</exception>
    public static string Write(ServiceDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, Settings);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        WriteRecord(emitter, definition);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void WriteValue(Emitter emitter, object value)
    {
        if (YamlScalar.TryFormat(value, out string? plain))
        {
            emitter.Emit(new Scalar(plain!));
            return;
        }

        switch (value)
        {
            case string or Uri or SecretReference:
                emitter.Emit(YamlScalar.Quote(value is Uri uri ? uri.OriginalString : value.ToString()!));
                break;
            case IEnumerable items when YamlShape.IsMapping(value):
                WriteMapping(emitter, items);
                break;
            case IEnumerable items:
                WriteSequence(emitter, items);
                break;
            default:
                WriteRecord(emitter, value);
                break;
        }
    }

    private static void WriteSequence(Emitter emitter, IEnumerable items)
    {
        object[] all = [.. items.Cast<object>()];
        SequenceStyle style = all.Length == 0 || all.All(item => item is string) ? SequenceStyle.Flow : SequenceStyle.Block;
        emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, style));
        foreach (object item in all)
        {
            WriteValue(emitter, item);
        }

        emitter.Emit(new SequenceEnd());
    }

    private static void WriteMapping(Emitter emitter, IEnumerable entries)
    {
        (string Key, object Value)[] all = [.. YamlShape.Entries(entries)];
        WriteEntries(emitter, all);
    }

    private static void WriteRecord(Emitter emitter, object record)
    {
        object defaults = Activator.CreateInstance(record.GetType())!;
        List<(string Key, object Value)> entries = [];
        foreach (PropertyInfo property in record.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(one => one.CanWrite))
        {
            object? value = property.GetValue(record);
            bool required = property.IsDefined(typeof(RequiredMemberAttribute));
            if (value is not null && (required || !YamlShape.IsSame(value, property.GetValue(defaults))))
            {
                entries.Add((JsonNamingPolicy.CamelCase.ConvertName(property.Name), value));
            }
        }

        WriteEntries(emitter, entries);
    }

    private static void WriteEntries(Emitter emitter, IReadOnlyCollection<(string Key, object Value)> entries)
    {
        emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, true, entries.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
        foreach ((string key, object value) in entries)
        {
            emitter.Emit(YamlScalar.Quote(key));
            WriteValue(emitter, value);
        }

        emitter.Emit(new MappingEnd());
    }
}
