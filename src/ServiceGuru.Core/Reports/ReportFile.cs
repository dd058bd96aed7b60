using ServiceGuru.Documents;
using ServiceGuru.Operations;

namespace ServiceGuru.Reports;

/// <summary>Puts a report into a file; whole, or not at all.</summary>
public static class ReportFile
{
    /// <summary>Gives the name that a run's report has where nobody says another one.</summary>
    /// <param name="runId">The run.</param>
    /// <returns>The name.</returns>
    public static string NameOf(string runId) => $"run-{runId}.html";

    /// <summary>Refuses a file that is there, or has no folder; asked before the report is made.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="overwrite">Whether it may be replaced.</param>
    /// <exception cref="GuruException">It is there and may not be replaced (<c>ReportExists</c>), or its folder is missing (<c>FileNotWritten</c>).</exception>
    public static void Check(string path, bool overwrite)
    {
        if (Directory.Exists(path) || (!overwrite && File.Exists(path)))
        {
            throw Exists(path);
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
        {
            throw WholeFile.NotWritten(path, new DirectoryNotFoundException($"There is no folder {folder}."));
        }
    }

    /// <summary>Writes it.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="html">The report.</param>
    /// <param name="overwrite">Whether a file that is there is replaced.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="GuruException">
    /// It is there and may not be replaced (<c>ReportExists</c>), or it can't be written (<c>FileNotWritten</c>).
    /// </exception>
    public static async Task WriteAsync(string path, string html, bool overwrite, CancellationToken cancellationToken)
    {
        Check(path, overwrite);
        await WholeFile.SaveAsync(path, html, cancellationToken).ConfigureAwait(false);
    }

    private static GuruException Exists(string path) => new(new Failure
    {
        Id = "ReportExists",
        Kind = FailureKind.Usage,
        Message = Directory.Exists(path) ? "There is a folder of that name." : "There is a file of that name already, and it is left as it is.",
        Target = path,
        NextAction = Directory.Exists(path) ? "Name a file." : "Name another file with --out (PowerShell: -Path), or replace it with --force (-Force).",
    });
}
