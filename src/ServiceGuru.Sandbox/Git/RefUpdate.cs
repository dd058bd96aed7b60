namespace ServiceGuru.Sandbox.Git;

/// <summary>A push that moved, made or removed a branch.</summary>
/// <param name="Repository">The repository.</param>
/// <param name="Branch">The branch, without <c>refs/heads/</c>.</param>
/// <param name="New">The full new commit, or null where the branch is gone.</param>
internal sealed record RefUpdate(SandboxRepository Repository, string Branch, string? New);
