namespace ServiceGuru.Branches;

/// <summary>What the monorepo records.</summary>
/// <param name="Head">The branch's full commit.</param>
/// <param name="Links">The recorded full commit by the submodule's path.</param>
public sealed record MonorepoState(string Head, IReadOnlyDictionary<string, string> Links);
