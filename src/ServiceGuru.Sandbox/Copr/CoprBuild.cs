namespace ServiceGuru.Sandbox.Copr;

/// <summary>One build of a package.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Package">The package.</param>
/// <param name="Commit">The full commit that it is made from.</param>
/// <param name="State">Copr's word for how far it is.</param>
/// <param name="Version">Version and release; null until the source package is made.</param>
/// <param name="SubmittedOn">When it was asked for.</param>
internal sealed record CoprBuild(long Id, string Package, string Commit, string State, string? Version, DateTimeOffset SubmittedOn)
{
    /// <summary>Gets when it began, or null.</summary>
    public DateTimeOffset? StartedOn { get; init; }

    /// <summary>Gets when it ended, or null.</summary>
    public DateTimeOffset? EndedOn { get; init; }
}
