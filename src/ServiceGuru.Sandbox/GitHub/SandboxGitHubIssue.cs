namespace ServiceGuru.Sandbox.GitHub;

/// <summary>One issue.</summary>
internal sealed record SandboxGitHubIssue(string Slug, int Number, string Title, string Body, IReadOnlyList<string> Labels, DateTimeOffset CreatedAt)
{
    /// <summary>Gets when it was closed, or null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Gets whether it is open.</summary>
    public bool Open => ClosedAt is null;
}
