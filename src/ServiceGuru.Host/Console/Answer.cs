using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.Console;

/// <summary>The JSON document of everything that is not a run.</summary>
internal sealed record Answer
{
    /// <summary><c>succeeded</c> or <c>failed</c>.</summary>
    public string Status => ExitCode == ExitCodes.Done ? "succeeded" : "failed";

    public required int ExitCode { get; init; }

    public object? Result { get; init; }

    public Failure? Failure { get; init; }

    public IReadOnlyList<DiagnosticLine>? Diagnostics { get; init; }

    /// <summary>One mistake in a file.</summary>
    internal sealed record DiagnosticLine(string Id, string? File, int Line, int Column, string Message)
    {
        public static DiagnosticLine Of(Diagnostic mistake) =>
            new(mistake.Id, mistake.Position.File, mistake.Position.Line, mistake.Position.Column, mistake.Message);
    }
}
