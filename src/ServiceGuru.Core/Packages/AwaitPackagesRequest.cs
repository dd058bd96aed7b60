using System.ComponentModel;

namespace ServiceGuru.Packages;

/// <summary>Which commits' packages to wait for.</summary>
public sealed record AwaitPackagesRequest
{
    /// <summary>The full commit by repository; the heads of the target branches of all that have a package if absent.</summary>
    [Description("The full commit by repository, e.g. ${{ steps.move.output.revisions }}; the heads of the target branches if absent.")]
    public IReadOnlyDictionary<string, string>? Revisions { get; init; }
}
