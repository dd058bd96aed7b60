using System.CommandLine;

namespace ServiceGuru.Host.CommandLine;

/// <summary>Options that name several things.</summary>
internal static class Names
{
    public static Option<string[]> Option(string name, string description, string helpName = "NAME") => new(name)
    {
        Description = description,
        HelpName = helpName,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    /// <summary>Gives null where none is given: then all are meant.</summary>
    public static IReadOnlyList<string>? Given(string[]? names) => names is { Length: > 0 } ? names : null;
}
