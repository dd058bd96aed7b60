using ServiceGuru.Access;

namespace ServiceGuru.EndToEnd.Faults;

/// <summary>Tokens that lack a right.</summary>
internal static class AccessCases
{
    public static IReadOnlyList<FaultCase> All { get; } =
    [
        Missing("github-token-without-scope", AccessSystems.GitHub, "public_repo"),
        Missing("mastodon-token-without-scope", AccessSystems.Mastodon, "write:statuses"),
        Missing("sentry-token-without-scope", AccessSystems.Sentry, "event:read"),
        Missing("slack-topic-scope-missing", AccessSystems.Slack, "channels:manage"),
    ];

    private static FaultCase Missing(string fault, string system, string scope) => new(fault, FaultActs.Ask("access/check", new AccessRequest { Systems = [system] }))
    {
        FailureId = "AccessMissing",
        ExitCode = 1,
        Says = [scope],
        Never = [string.Empty],
    };
}
