using System.Management.Automation;
using ServiceGuru.Documents;

namespace ServiceGuru.Binding;

/// <summary>Takes only times that something can be waited for: more than zero, and no more than a timer counts.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateTimeoutAttribute : ValidateArgumentsAttribute
{
    // Timers count to 2^32 milliseconds, some hours more than 49 days.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(49);

    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if ((arguments is PSObject wrapped ? wrapped.BaseObject : arguments) is TimeSpan time && (time < TimeSpan.FromMilliseconds(1) || time > Longest))
        {
            throw new ValidationMetadataException($"A time to wait is more than zero and at most {Duration.Format(Longest)}; write 90s, 10m or 2h.");
        }
    }
}
