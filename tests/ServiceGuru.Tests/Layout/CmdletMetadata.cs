using System.Management.Automation;
using System.Reflection;
using ServiceGuru.Commands;

namespace ServiceGuru.Tests.Layout;

/// <summary>
/// A cmdlet as its metadata has it. The compile reference's attributes are empty shells, so their constructors are read,
/// not run.
/// </summary>
internal sealed record CmdletMetadata(string Name, string Verb, bool SupportsShouldProcess, Type Type)
{
    public static IReadOnlyList<CmdletMetadata> All { get; } =
    [
        .. typeof(GetServiceDefinitionCommand).Assembly.GetTypes().Select(Of).OfType<CmdletMetadata>(),
    ];

    public IEnumerable<PropertyInfo> Parameters => Type.GetProperties().Where(property => Has(property, nameof(ParameterAttribute)));

    public bool HasOutputType => Has(Type, nameof(OutputTypeAttribute));

    /// <summary>What its OutputType attributes name by type.</summary>
    public IEnumerable<Type> OutputTypes => Type.GetCustomAttributesData()
        .Where(data => data.AttributeType.Name == nameof(OutputTypeAttribute))
        .SelectMany(data => data.ConstructorArguments)
        .SelectMany(argument => argument.Value is IReadOnlyCollection<CustomAttributeTypedArgument> many ? many.Select(one => one.Value) : [argument.Value])
        .OfType<Type>();

    public override string ToString() => Name;

    private static CmdletMetadata? Of(Type type)
    {
        CustomAttributeData? cmdlet = type.GetCustomAttributesData().FirstOrDefault(data => data.AttributeType.Name == nameof(CmdletAttribute));
        return cmdlet is null ? null : new CmdletMetadata(
            $"{cmdlet.ConstructorArguments[0].Value}-{cmdlet.ConstructorArguments[1].Value}",
            (string)cmdlet.ConstructorArguments[0].Value!,
            cmdlet.NamedArguments.Any(argument => argument is { MemberName: "SupportsShouldProcess", TypedValue.Value: true }),
            type);
    }

    private static bool Has(MemberInfo member, string attribute) => member.GetCustomAttributesData().Any(data => data.AttributeType.Name == attribute);
}
