namespace ServiceGuru.Sandbox.Faults;

/// <summary>What goes wrong with Mastodon.</summary>
internal static class MastodonFaults
{
    /// <summary>The faults.</summary>
    public static IReadOnlyList<SandboxFault> All { get; } =
    [
        new("mastodon-answer-lost", "mastodon/publish", "A status is posted, but the connection breaks before the answer.",
            "The status is not posted again, and the publication succeeds."),
        new("mastodon-down", "mastodon/publish", "The Mastodon instance answers 503.",
            "The publication fails after its retries; nothing is posted."),
        new("mastodon-limit", "mastodon/publish", "The instance takes 300 characters instead of 500.",
            "The news is split into more statuses, each within that limit, and posted."),
        new("mastodon-token-refused", "mastodon/publish", "The account's token was revoked.",
            "The publication is refused before anything is posted, and names the setting of the token."),
    ];
}
