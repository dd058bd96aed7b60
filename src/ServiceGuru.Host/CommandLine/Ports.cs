using System.CommandLine;

namespace ServiceGuru.Host.CommandLine;

/// <summary>Options that name ports.</summary>
internal static class Ports
{
    public static Option<int[]> Option(string description) => new("--port")
    {
        Description = description,
        HelpName = "PORT",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    /// <summary>Gives null where none is given: then the definition's are meant.</summary>
    public static IReadOnlyList<int>? Given(int[]? ports) => ports is { Length: > 0 } ? ports : null;
}
