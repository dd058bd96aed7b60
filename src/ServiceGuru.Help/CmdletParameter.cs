namespace ServiceGuru.Help;

/// <summary>A parameter as the assembly has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type; a nullable one's underlying type.</param>
/// <param name="Aliases">Its other names.</param>
/// <param name="Sets">The sets that it is in.</param>
/// <param name="Wildcards">Whether it takes wildcards.</param>
internal sealed record CmdletParameter(string Name, Type Type, IReadOnlyList<string> Aliases, IReadOnlyList<CmdletParameterSet> Sets, bool Wildcards)
{
    private static readonly Dictionary<string, string> Accelerators = new(StringComparer.Ordinal)
    {
        ["System.String"] = "string",
        ["System.Int32"] = "int",
        ["System.Int64"] = "long",
        ["System.Double"] = "double",
        ["System.Boolean"] = "bool",
        ["System.DateTime"] = "datetime",
        ["System.TimeSpan"] = "timespan",
        ["System.Uri"] = "uri",
        ["System.Management.Automation.PSCredential"] = "pscredential",
    };

    /// <summary>Whether it is given without a value.</summary>
    public bool IsSwitch => Type.FullName == "System.Management.Automation.SwitchParameter";

    /// <summary>The type as a syntax line writes it.</summary>
    public string ShortType
    {
        get
        {
            Type element = Type.IsArray ? Type.GetElementType()! : Type;
            return Accelerators.GetValueOrDefault(element.FullName!, element.Name) + (Type.IsArray ? "[]" : string.Empty);
        }
    }

    /// <summary>Gives how it stands in a set; null where it is in another one.</summary>
    public CmdletParameterSet? In(string set) => Sets.FirstOrDefault(own => own.Name == set || own.Name == CmdletParameterSet.All);
}
