namespace ServiceGuru.Host.Console.Runs;

/// <summary>The commands that concern a run, as they are typed.</summary>
/// <param name="Resume">Goes on with it.</param>
/// <param name="Approve">Answers the gate of a step.</param>
internal sealed record RunCommands(string Resume, Func<string, string> Approve)
{
    /// <summary>Goes on with it while it is paused.</summary>
    public required string Continue { get; init; }

    /// <summary>Decides about a step that has failed.</summary>
    public required Func<string, string> Decide { get; init; }

    /// <summary>Takes back what it has changed.</summary>
    public required string Undo { get; init; }
}
