using System.Text.RegularExpressions;

namespace ServiceGuru.Packages;

/// <summary>Finds the commit in a source package's version, e.g. <c>1.18-1.20250714103000123456.stable.0.gaee3b5a</c>.</summary>
internal static partial class PackageVersion
{
    /// <summary>Whether a version was made from a commit: it holds at least its first seven digits, as <c>git describe --long</c> writes them.</summary>
    /// <param name="version">The version; null while there is none.</param>
    /// <param name="commit">The full commit. One that is cut short, or empty, is in no version.</param>
    public static bool IsOf(string? version, string commit) => version is not null && commit.Length >= 40
        // A whole run of digits must fit, so that the time of the build is not taken for a commit.
        && HexRuns().EnumerateMatches(version) is var runs && AnyStarts(runs, version, commit);

    private static bool AnyStarts(Regex.ValueMatchEnumerator runs, string version, string commit)
    {
        foreach (ValueMatch run in runs)
        {
            if (commit.AsSpan().StartsWith(version.AsSpan(run.Index, run.Length), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex("[0-9A-Fa-f]{7,}")]
    private static partial Regex HexRuns();
}
