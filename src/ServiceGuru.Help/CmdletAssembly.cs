using System.Reflection;
using System.Runtime.Loader;

namespace ServiceGuru.Help;

/// <summary>
/// Reads cmdlets from their assembly's metadata. The engine is not there when the module is built, and the compile
/// reference's attributes are empty shells: so attributes are read, not made.
/// </summary>
internal static class CmdletAssembly
{
    private const string Engine = "System.Management.Automation.";

    /// <summary>Reads an assembly file.</summary>
    /// <param name="path">The file; what it needs lies beside it, or is among the references.</param>
    /// <param name="references">Further assembly files.</param>
    public static IReadOnlyList<CmdletModel> Read(string path, IReadOnlyList<string> references)
    {
        string directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        AssemblyLoadContext context = new("cmdlets");
        context.Resolving += (own, name) =>
        {
            string? file = references.Prepend(Path.Combine(directory, name.Name + ".dll"))
                .FirstOrDefault(candidate => Path.GetFileNameWithoutExtension(candidate) == name.Name && File.Exists(candidate));
            return file is null ? null : own.LoadFromAssemblyPath(Path.GetFullPath(file));
        };
        return Read(context.LoadFromAssemblyPath(Path.GetFullPath(path)));
    }

    /// <summary>Reads a loaded assembly.</summary>
    public static IReadOnlyList<CmdletModel> Read(Assembly assembly) =>
        [.. assembly.GetTypes().Select(Of).OfType<CmdletModel>().OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)];

    private static CmdletModel? Of(Type type)
    {
        if (Attributes(type, "CmdletAttribute").FirstOrDefault() is not { } cmdlet)
        {
            return null;
        }

        List<CmdletParameter> parameters = [.. type.GetProperties().Select(Of).OfType<CmdletParameter>()];
        if (Named(cmdlet, "SupportsShouldProcess") is true)
        {
            Type flag = cmdlet.AttributeType.Assembly.GetType(Engine + "SwitchParameter", throwOnError: true)!;
            CmdletParameterSet[] everywhere = [new(CmdletParameterSet.All, false, null, false, false)];
            parameters.Add(new CmdletParameter("WhatIf", flag, ["wi"], everywhere, false));
            parameters.Add(new CmdletParameter("Confirm", flag, ["cf"], everywhere, false));
        }

        string? first = Named(cmdlet, "DefaultParameterSetName") as string;
        string[] named = [.. parameters.SelectMany(parameter => parameter.Sets).Select(set => set.Name).Where(name => name != CmdletParameterSet.All).Distinct()];
        string[] sets = named.Length == 0 ? [CmdletParameterSet.All] : [.. (first is null ? named : named.Prepend(first)).Distinct()];
        return new CmdletModel(
            (string)cmdlet.ConstructorArguments[0].Value!,
            (string)cmdlet.ConstructorArguments[1].Value!,
            parameters,
            sets,
            [.. Attributes(type, "OutputTypeAttribute").SelectMany(Values).OfType<Type>().Select(output => output.FullName!)]);
    }

    private static CmdletParameter? Of(PropertyInfo property)
    {
        CmdletParameterSet[] sets = [.. Attributes(property, "ParameterAttribute").Select(Of)];
        return sets.Length == 0 ? null : new CmdletParameter(
            property.Name,
            Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType,
            [.. Attributes(property, "AliasAttribute").SelectMany(Values).OfType<string>()],
            sets,
            Attributes(property, "SupportsWildcardsAttribute").Any());
    }

    private static CmdletParameterSet Of(CustomAttributeData data) => new(
        Named(data, "ParameterSetName") as string ?? CmdletParameterSet.All,
        Named(data, "Mandatory") is true,
        Named(data, "Position") as int?,
        Named(data, "ValueFromPipeline") is true,
        Named(data, "ValueFromPipelineByPropertyName") is true);

    private static IEnumerable<CustomAttributeData> Attributes(MemberInfo member, string name) =>
        member.GetCustomAttributesData().Where(data => data.AttributeType.FullName == Engine + name);

    private static object? Named(CustomAttributeData data, string name) =>
        data.NamedArguments.Where(argument => argument.MemberName == name).Select(argument => argument.TypedValue.Value).FirstOrDefault();

    private static IEnumerable<object?> Values(CustomAttributeData data) => data.ConstructorArguments.SelectMany(argument =>
        argument.Value is IReadOnlyCollection<CustomAttributeTypedArgument> list ? list.Select(item => item.Value) : [argument.Value]);
}
