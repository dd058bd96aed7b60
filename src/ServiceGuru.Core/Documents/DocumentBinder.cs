using System.Collections;
using ServiceGuru.Services;

namespace ServiceGuru.Documents;

/// <summary>
/// Turns nodes into records and notes every mistake on the way. Keys are the properties' names in camelCase;
/// <c>required</c> properties must be there; nothing unknown is let through.
/// </summary>
/// <param name="diagnostics">Where mistakes go.</param>
/// <param name="isOpen">Tells nodes whose value is not known yet (references); they pass unchecked.</param>
internal sealed class DocumentBinder(ICollection<Diagnostic> diagnostics, Func<DocumentNode, bool>? isOpen = null)
{
    /// <summary>Binds a node to a type. After a mistake the value may be partial: look at the diagnostics first.</summary>
    public object? Bind(Type type, DocumentNode node, string path)
    {
        TypeShape shape = TypeShape.Of(type);
        if (shape.Shape == ValueShape.Raw)
        {
            return shape.Type.IsInstanceOfType(node) ? node : Wrong(node, path, "a mapping");
        }

        if (isOpen?.Invoke(node) == true)
        {
            return null;
        }

        return shape.Shape switch
        {
            ValueShape.Scalar => BindScalar(shape.Type, node, path),
            ValueShape.List => BindList(shape.ElementType!, node, path),
            ValueShape.Map => BindMap(shape.ElementType!, node, path),
            _ => BindRecord(shape, node, path),
        };
    }

    /// <summary>Binds a node to a type.</summary>
    public T? Bind<T>(DocumentNode node, string path)
        where T : class => (T?)Bind(typeof(T), node, path);

    private object? BindScalar(Type type, DocumentNode node, string path)
    {
        if (node is not ScalarNode scalar)
        {
            return Wrong(node, path, type == typeof(string) ? "a text" : "a single value");
        }

        if (ScalarParser.TryParse(scalar, type, out object? value, out string expected))
        {
            return value;
        }

        string found = scalar.Value is null ? "nothing" : type == typeof(SecretReference) ? "something else" : $"'{scalar.Value}'";
        Add("InvalidValue", node, $"{path} must be {expected}, not {found}.");
        return null;
    }

    private IList? BindList(Type elementType, DocumentNode node, string path)
    {
        if (node is not SequenceNode sequence)
        {
            Wrong(node, path, "a list");
            return null;
        }

        IList list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(elementType))!;
        for (int index = 0; index < sequence.Items.Count; index++)
        {
            object? value = Bind(elementType, sequence.Items[index], $"{path}[{index}]");
            if (value is not null)
            {
                list.Add(value);
            }
        }

        return list;
    }

    private IDictionary? BindMap(Type elementType, DocumentNode node, string path)
    {
        if (node is not MappingNode mapping)
        {
            Wrong(node, path, "a mapping of names to values");
            return null;
        }

        IDictionary map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), elementType))!;
        foreach (MappingEntry entry in Distinct(mapping, path))
        {
            object? value = Bind(elementType, entry.Value, $"{path}.{entry.Key.Value}");
            if (value is not null)
            {
                map[entry.Key.Value!] = value;
            }
        }

        return map;
    }

    private object? BindRecord(TypeShape shape, DocumentNode node, string path)
    {
        if (node is not MappingNode mapping)
        {
            return Wrong(node, path, "a mapping");
        }

        // Required members are checked here, with a position; the compiler's check does not reach reflection.
        object record = Activator.CreateInstance(shape.Type)!;
        HashSet<string> seen = [];
        foreach (MappingEntry entry in Distinct(mapping, path))
        {
            string key = entry.Key.Value!;
            seen.Add(key);
            TypeShape.PropertyShape? property = shape.Find(key);
            if (property is not { Writable: true })
            {
                Add("UnknownKey", entry.Key, $"{Subject(path)} has no key '{key}'.{NearestName.Hint(key, WritableKeys(shape))}");
                continue;
            }

            DocumentNode given = property.ListAsText ? ListAsTextAttribute.Apply(entry.Value) : entry.Value;
            object? value = Bind(property.Property.PropertyType, given, path.Length == 0 ? key : $"{path}.{key}");
            if (value is not null)
            {
                property.Property.SetValue(record, value);
            }
        }

        foreach (TypeShape.PropertyShape missing in shape.Properties.Where(property => property.Required && !seen.Contains(property.Key)))
        {
            Add("MissingKey", node, $"{Subject(path)} needs the key '{missing.Key}'.");
        }

        return record;
    }

    private static IEnumerable<string> WritableKeys(TypeShape shape) =>
        shape.Properties.Where(property => property.Writable).Select(property => property.Key);

    private static string Subject(string path) => path.Length == 0 ? "The document" : path;

    private IEnumerable<MappingEntry> Distinct(MappingNode mapping, string path)
    {
        HashSet<string> seen = [];
        foreach (MappingEntry entry in mapping.Entries)
        {
            if (entry.Key.Value is null)
            {
                Add("InvalidValue", entry.Key, $"{Subject(path)} has an empty key.");
            }
            else if (seen.Add(entry.Key.Value))
            {
                yield return entry;
            }
            else
            {
                Add("DuplicateKey", entry.Key, $"{Subject(path)} has the key '{entry.Key.Value}' twice.");
            }
        }
    }

    private object? Wrong(DocumentNode node, string path, string expected)
    {
        string found = node switch { SequenceNode => "a list", MappingNode => "a mapping", ScalarNode { Value: null } => "nothing", _ => "a single value" };
        Add("WrongType", node, $"{Subject(path)} must be {expected}, not {found}.");
        return null;
    }

    private void Add(string id, DocumentNode node, string message) => diagnostics.Add(new Diagnostic(id, node.Position, message));
}
