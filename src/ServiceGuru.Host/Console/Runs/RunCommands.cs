namespace ServiceGuru.Host.Console.Runs;

/// <summary>The commands that concern a run, as they are typed.</summary>
/// <param name="Resume">Goes on with it.</param>
/// <param name="Approve">Answers the gate of a step.</param>
internal sealed record RunCommands(string Resume, Func<string, string> Approve);
