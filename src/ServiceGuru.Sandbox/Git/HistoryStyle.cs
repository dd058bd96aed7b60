namespace ServiceGuru.Sandbox.Git;

/// <summary>How a repository lives.</summary>
/// <param name="Busy">Whether it changes more than the others.</param>
/// <param name="Quiet">Whether nothing happened since the target branch was last moved.</param>
/// <param name="Rebases">Whether pull requests are rebased, so that no merge commit tells of them.</param>
internal sealed record HistoryStyle(bool Busy, bool Quiet, bool Rebases);
