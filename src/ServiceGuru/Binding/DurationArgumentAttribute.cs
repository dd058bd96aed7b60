using System.Management.Automation;
using ServiceGuru.Documents;

namespace ServiceGuru.Binding;

/// <summary>Takes durations as definitions write them (<c>90s</c>, <c>2h</c>) besides what PowerShell takes for a TimeSpan.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => Read(inputData is PSObject wrapped ? wrapped.BaseObject : inputData);

    internal static object? Read(object? value) => value switch
    {
        string text when Duration.TryParse(text, out TimeSpan duration) => duration,
        // PowerShell would take a bare number for ticks, which nobody means.
        int or long or double => throw new ArgumentTransformationMetadataException($"{value} has no unit; write 90s, 10m or 2h."),
        string text when text.Length > 0 && text.All(char.IsAsciiDigit) => throw new ArgumentTransformationMetadataException($"{text} has no unit; write 90s, 10m or 2h."),
        _ => value,
    };
}
