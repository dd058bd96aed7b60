using System.Collections;
using System.Management.Automation;

namespace ServiceGuru.Binding;

/// <summary>Takes names, and also the objects that have them: one, or several in a list. Whatever else is given stays as it is.</summary>
public abstract class ObjectNameAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is IList list and not byte[] ? list.Cast<object?>().Select(One).ToArray() : One(inputData);

    /// <summary>Gives the name of an object.</summary>
    /// <param name="value">The object: no text, number, table or list.</param>
    /// <returns>The name, or null where it has none.</returns>
    private protected abstract string? NameOf(PSObject value);

    /// <summary>Reads a property that is a text.</summary>
    private protected static string? Text(PSObject value, string property) =>
        value.Properties[property]?.Value is { } found && (found is PSObject wrapped ? wrapped.BaseObject : found) is string { Length: > 0 } text ? text : null;

    // An object that was read from a file has the properties, and no type of ours.
    private object? One(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null or string or ValueType or IDictionary or IList => value,
        _ => NameOf(PSObject.AsPSObject(value)) ?? value,
    };
}
