namespace ServiceGuru.Help;

/// <summary>A cmdlet as the assembly has it.</summary>
/// <param name="Verb">The verb.</param>
/// <param name="Noun">The noun.</param>
/// <param name="Parameters">The parameters in the order of their declaration.</param>
/// <param name="Sets">The names of its parameter sets, the default one first.</param>
/// <param name="Outputs">The full names of the types that it gives.</param>
internal sealed record CmdletModel(string Verb, string Noun, IReadOnlyList<CmdletParameter> Parameters, IReadOnlyList<string> Sets, IReadOnlyList<string> Outputs)
{
    /// <summary>The name.</summary>
    public string Name => $"{Verb}-{Noun}";

    /// <summary>Gives the parameters of a set as a syntax line has them: by position, then what must be given, then the others.</summary>
    public IEnumerable<(CmdletParameter Parameter, CmdletParameterSet Place)> Syntax(string set) =>
        Parameters
            .Select(parameter => (Parameter: parameter, Place: parameter.In(set)))
            .Where(entry => entry.Place is not null)
            .Select(entry => (entry.Parameter, Place: entry.Place!))
            .OrderBy(entry => entry.Place.Position ?? int.MaxValue)
            .ThenBy(entry => entry.Place is { Position: null, Mandatory: false });
}
