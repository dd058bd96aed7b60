namespace ServiceGuru.Help;

/// <summary>Something wrong with a page.</summary>
/// <param name="File">The page.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Code">What kind of mistake it is.</param>
/// <param name="Message">What is wrong, and what would be right.</param>
internal sealed record PageMistake(string File, int Line, string Code, string Message)
{
    /// <summary>Writes it as MSBuild reads errors from the output of a program.</summary>
    public override string ToString() => $"{File}({Line}): error {Code}: {Message}";
}
