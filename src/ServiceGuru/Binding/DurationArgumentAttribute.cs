using System.Globalization;
using System.Management.Automation;
using ServiceGuru.Documents;

namespace ServiceGuru.Binding;

/// <summary>Takes durations as definitions write them (<c>90s</c>, <c>2h</c>) besides what PowerShell takes for a TimeSpan.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        Read(inputData is PSObject wrapped ? wrapped.BaseObject : inputData, inputData?.ToString());

    /// <summary>Reads a value.</summary>
    /// <param name="value">The value as PowerShell has it.</param>
    /// <param name="typed">
    /// What was typed. PowerShell reads a bare 90s as the 16-bit number 90 and 1d as a decimal, but keeps the letters.
    /// </param>
    internal static object? Read(object? value, string? typed)
    {
        bool number = value is IConvertible convertible && convertible.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.Decimal;
        if ((number || value is string) && Duration.TryParse(typed, out TimeSpan duration))
        {
            return duration;
        }

        // PowerShell would take a bare number for ticks, which nobody means.
        if (double.TryParse(typed, CultureInfo.InvariantCulture, out _))
        {
            throw new ArgumentTransformationMetadataException($"{typed} has no unit; write 90s, 10m or 2h.");
        }

        return number || (value is string text && !TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _))
            ? throw new ArgumentTransformationMetadataException($"'{typed}' is no duration of at most 365 days; write 90s, 10m or 2h.")
            : value;
    }
}
