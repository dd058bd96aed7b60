namespace ServiceGuru.Sandbox.Faults;

/// <summary>Tokens that lack a right.</summary>
internal static class AccessFaults
{
    /// <summary>The faults.</summary>
    public static IReadOnlyList<SandboxFault> All { get; } =
    [
        new("github-token-without-scope", "access/check", "GitHub's token has no scope: it reads what is public and writes nothing.",
            "The check of access names the scope that is missing and the token's reference."),
        new("mastodon-token-without-scope", "access/check", "The Mastodon application may read and not post.",
            "The check of access names the scope write:statuses."),
        new("sentry-token-without-scope", "access/check", "The error tracker's token may not list issues.",
            "The check of access names the scope event:read and the token's reference."),
        new("slack-topic-scope-missing", "access/check", "The Slack app may write messages and not change topics.",
            "The check of access names the scope channels:manage."),
    ];
}
