using System.Management.Automation;

namespace ServiceGuru.Binding;

/// <summary>Takes repositories by their names, and also as a service definition has them, and whatever else says of which repository it is.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RepositoryNameAttribute : ObjectNameAttribute
{
    private protected override string? NameOf(PSObject value) => Text(value, "Repository") ?? Text(value, "Name");
}
