using System.Globalization;
using ServiceGuru.Branches;

namespace ServiceGuru.Packages;

/// <summary>A package that must be built from exactly one commit.</summary>
/// <param name="Repository">The repository's name.</param>
/// <param name="Package">The package's name.</param>
/// <param name="Commit">The full commit.</param>
/// <param name="After">
/// The newest build there was before the commit was pushed; a failed one up to it is none of this commit's. 0 where the
/// commit was pushed long ago: then any failed build counts.
/// </param>
internal sealed record AwaitedPackage(string Repository, string Package, string Commit, long After)
{
    /// <summary>The package and the commit as people read them.</summary>
    public string Title => $"{Package} {CommitLines.Short(Commit)}";

    /// <summary>Writes packages into one text, so that a change can carry them.</summary>
    public static string Write(IEnumerable<AwaitedPackage> packages) =>
        string.Join('\n', packages.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Repository}\t{one.Package}\t{one.Commit}\t{one.After}")));

    /// <summary>Reads packages out of a change.</summary>
    public static IReadOnlyList<AwaitedPackage> Read(string? text) =>
    [
        .. (text ?? string.Empty).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))
            .Select(parts => new AwaitedPackage(parts[0], parts[1], parts[2], long.Parse(parts[3], CultureInfo.InvariantCulture))),
    ];
}
