using ServiceGuru.Operations;
using ServiceGuru.ReleaseNotes;

namespace ServiceGuru.Host.Console;

/// <summary>Shows what the check of a post found, as compilers do: file, line and column first.</summary>
internal static class LintView
{
    public static void Show(IScreen screen, LintReport report)
    {
        string name = Path.GetFileName(report.Path);
        foreach (LintFinding finding in report.Findings)
        {
            bool error = finding.Severity == LintSeverity.Error;
            screen.Line(
                $"{name}:{finding.Line}:{finding.Column}: ",
                new Piece(error ? "error" : "warning", error ? Tone.Bad : Tone.Warn),
                $" {finding.Rule}: {finding.Reason}");
            if (finding.Suggestion is { } suggestion)
            {
                screen.Line(new Piece($"    {suggestion}", Tone.Dim));
            }
        }

        int warnings = report.Findings.Count - report.Errors;
        screen.Line(report.Findings.Count == 0
            ? new Piece($"{name} has nothing to mend.", Tone.Good)
            : new Piece($"{Quantity.Of(report.Errors, "error")}, {Quantity.Of(warnings, "warning")}.", Tone.Dim));
    }
}
