namespace ServiceGuru.Help;

/// <summary>How a parameter stands in one of its parameter sets.</summary>
/// <param name="Name">The set, or <see cref="All"/>.</param>
/// <param name="Mandatory">Whether it must be given.</param>
/// <param name="Position">Its position, or null where it is named only.</param>
/// <param name="ByValue">Whether it takes objects of the pipeline.</param>
/// <param name="ByPropertyName">Whether it takes properties of objects of the pipeline.</param>
internal sealed record CmdletParameterSet(string Name, bool Mandatory, int? Position, bool ByValue, bool ByPropertyName)
{
    /// <summary>The engine's name of what is in every set.</summary>
    public const string All = "__AllParameterSets";

    /// <summary>How the engine's help and the pages write the pipeline input.</summary>
    public string Pipeline => (ByValue, ByPropertyName) switch
    {
        (true, true) => "True (ByValue, ByPropertyName)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };
}
