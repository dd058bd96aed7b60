using System.Collections;
using System.Management.Automation;

namespace ServiceGuru.Completion;

/// <summary>What stands on the line besides the word that is completed.</summary>
/// <param name="bound">The parameters, as far as PowerShell can tell their values without running anything.</param>
/// <param name="word">The word so far, without quotes.</param>
internal sealed class TypedLine(IDictionary bound, string word)
{
    /// <summary>Gets the word so far.</summary>
    public string Word => word;

    /// <summary>Gets the run that is named.</summary>
    public string? Run => Text("Run") ?? Text("Id") ?? Text("RunId");

    /// <summary>Gives a parameter's value, or null.</summary>
    public object? Value(string parameter) => bound[parameter] is PSObject wrapped ? wrapped.BaseObject : bound[parameter];

    /// <summary>Gives a parameter's value as a text, or null where it is none or empty.</summary>
    public string? Text(string parameter) => Value(parameter)?.ToString() is { Length: > 0 } text ? text : null;
}
