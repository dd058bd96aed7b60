namespace ServiceGuru.Branches;

/// <summary>The commits that two branches have alone.</summary>
/// <param name="LeftOnly">What only the left one has, newest first.</param>
/// <param name="RightOnly">What only the right one has, newest first.</param>
public sealed record BranchComparison(IReadOnlyList<Commit> LeftOnly, IReadOnlyList<Commit> RightOnly);
