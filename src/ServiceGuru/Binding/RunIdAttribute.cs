using System.Management.Automation;

namespace ServiceGuru.Binding;

/// <summary>Takes runs by their ids, and also as Get-RunbookRun gives them, and whatever else says of which run it is: events, gates, records.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RunIdAttribute : ObjectNameAttribute
{
    private protected override string? NameOf(PSObject value) => Text(value, "RunId") ?? Text(value, "Id");
}
