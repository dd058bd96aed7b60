using System.CommandLine;

namespace ServiceGuru.Host.CommandLine;

/// <summary>Which sandbox is meant: the one of a folder.</summary>
internal sealed class SandboxDirectory
{
    public Option<string?> Option { get; } = new("--directory")
    {
        Description = "The sandbox's folder. Default: sandbox in the state folder.",
        HelpName = "DIR",
        Recursive = true,
    };

    public bool IsGiven(VerbCall call) => call.Parse.GetValue(Option) is not null;

    public string Of(VerbCall call) => call.Parse.GetValue(Option) is { } given
        ? Path.GetFullPath(given, call.Parts.CurrentDirectory)
        : Path.Combine(call.State, "sandbox");
}
