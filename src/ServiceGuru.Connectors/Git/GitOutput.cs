namespace ServiceGuru.Connectors.Git;

/// <summary>How a run of git ended.</summary>
/// <param name="ExitCode">Its exit code; null where it was ended because its time was over.</param>
/// <param name="Text">Its standard output.</param>
/// <param name="Error">The end of its standard error, as written: may hold credentials.</param>
internal sealed record GitOutput(int? ExitCode, string Text, string Error)
{
    /// <summary>Whether git says that it did what it was asked.</summary>
    public bool Succeeded => ExitCode == 0;

    /// <summary>Why not, in the words of git and the other side.</summary>
    public string Reason => ExitCode is null ? "There was no answer in time." : GitText.Reason(Error) is { Length: > 0 } reason ? reason : $"git ended with exit code {ExitCode} and said nothing.";
}
