namespace ServiceGuru.Documents;

/// <summary>One mistake in a file, as scripts read it.</summary>
/// <param name="File">The file, absolute.</param>
/// <param name="Line">The line, from 1 on.</param>
/// <param name="Column">The column, from 1 on.</param>
/// <param name="Id">The stable id, e.g. <c>UnknownKey</c>.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record DocumentMistake(string File, int Line, int Column, string Id, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}:{Column}: {Id}: {Message}";
}
