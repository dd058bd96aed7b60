using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceGuru.Services;

namespace ServiceGuru.Documents;

/// <summary>What a document type looks like; read from the type once and used for binding, schema and references.</summary>
internal sealed class TypeShape
{
    private static readonly ConcurrentDictionary<Type, TypeShape> Known = new();

    private TypeShape(Type type)
    {
        Type = Nullable.GetUnderlyingType(type) ?? type;
        if (IsScalar(Type))
        {
            Shape = ValueShape.Scalar;
        }
        else if (typeof(DocumentNode).IsAssignableFrom(Type) || typeof(JsonNode).IsAssignableFrom(Type))
        {
            Shape = ValueShape.Raw;
        }
        else if (Type.IsGenericType && Type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            Shape = ValueShape.Map;
            ElementType = Type.GetGenericArguments()[1];
        }
        else if (Type.IsGenericType && Type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            Shape = ValueShape.List;
            ElementType = Type.GetGenericArguments()[0];
        }
        else
        {
            Shape = ValueShape.Record;
            Properties = [.. Type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.GetIndexParameters().Length == 0 && property.DeclaringType != typeof(object))
                .Select(property => new PropertyShape(property))];
        }
    }

    /// <summary>Gets the type, without its nullability.</summary>
    public Type Type { get; }

    /// <summary>Gets the form.</summary>
    public ValueShape Shape { get; }

    /// <summary>Gets the type of the items of a list or map.</summary>
    public Type? ElementType { get; }

    /// <summary>Gets the properties of a record.</summary>
    public IReadOnlyList<PropertyShape> Properties { get; } = [];

    /// <summary>Gets the shape of a type.</summary>
    public static TypeShape Of(Type type) => Known.GetOrAdd(type, static key => new TypeShape(key));

    /// <summary>Turns a property's name into a document's key.</summary>
    public static string Key(string propertyName) => JsonNamingPolicy.CamelCase.ConvertName(propertyName);

    /// <summary>Finds the property with a key, or null.</summary>
    public PropertyShape? Find(string key) => Properties.FirstOrDefault(property => property.Key == key);

    private static bool IsScalar(Type type) => type.IsEnum || type.IsPrimitive
        || type == typeof(string) || type == typeof(TimeSpan) || type == typeof(DateOnly) || type == typeof(DateTimeOffset)
        || type == typeof(Uri) || type == typeof(SecretReference) || type == typeof(JsonValue);

    /// <summary>One property of a record.</summary>
    internal sealed class PropertyShape(PropertyInfo property)
    {
        /// <summary>Gets the property.</summary>
        public PropertyInfo Property => property;

        /// <summary>Gets the key in documents.</summary>
        public string Key { get; } = TypeShape.Key(property.Name);

        /// <summary>Gets a value indicating whether it must be there.</summary>
        public bool Required { get; } = property.IsDefined(typeof(RequiredMemberAttribute));

        /// <summary>Gets a value indicating whether a list may stand for its text, or for the texts in it.</summary>
        public bool ListAsText { get; } = property.IsDefined(typeof(ListAsTextAttribute));

        /// <summary>Gets a value indicating whether documents can set it.</summary>
        public bool Writable { get; } = property.SetMethod is { IsPublic: true };

        /// <summary>Gets the shape of its value.</summary>
        public TypeShape Value => Of(property.PropertyType);
    }
}
