namespace ServiceGuru.Host.CommandLine;

/// <summary>How people call an operation by itself.</summary>
/// <param name="Verb">The verb of <c>guru</c>, without <c>guru</c>; null where it has none.</param>
/// <param name="Cmdlet">The cmdlet; null where it has none.</param>
internal sealed record OperationFace(string? Verb, string? Cmdlet)
{
    private static readonly Dictionary<string, OperationFace> Faces = new(StringComparer.Ordinal)
    {
        ["access/check"] = new("access check", "Test-ServiceDefinition"),
        ["branches/move"] = new("branches move", "Move-StableBranch"),
        ["branches/pending"] = new("branches pending", "Get-PendingChange"),
        ["branches/record"] = new("branches record", null),
        ["branches/restore"] = new("branches restore", "Restore-StableBranch"),
        ["gate/window"] = new("window", null),
        ["gate/approval"] = new("approve", "Approve-RunbookGate"),
        ["health/baseline"] = new("health baseline", null),
        ["health/check"] = new("health check", "Test-StagingHealth"),
        ["health/snapshot"] = new("health snapshot", null),
        ["health/versions"] = new("versions", "Get-DeployedVersion"),
        ["images/await"] = new("images wait", "Wait-ImageBuild"),
        ["images/clean"] = new("images clean", "Remove-StaleImage"),
        ["images/status"] = new("images status", "Get-ImageStatus"),
        ["infrastructure/changes"] = new("infrastructure changes", "Get-InfrastructureChange"),
        ["infrastructure/deploy"] = new("infrastructure deploy", "Invoke-InfrastructureDeploy"),
        ["mastodon/draft"] = new("mastodon draft", "New-MastodonPost"),
        ["mastodon/publish"] = new("mastodon publish", "Publish-MastodonPost"),
        ["network/firewall-request"] = new("network request", "New-FirewallRequest"),
        ["network/test-domain"] = new("network test", "Test-DomainAccess"),
        ["notes/blog-post"] = new("notes blog-post", "New-ReleaseBlogPost"),
        ["notes/lint"] = new("notes lint", null),
        ["notes/merge"] = new("notes merge", null),
        ["notes/publish"] = new("notes publish", "Publish-ReleaseBlogPost"),
        ["notes/release-notes"] = new("notes list", "Get-ReleaseNote"),
        ["notice/message"] = new("message send", "Send-ChannelMessage"),
        ["notice/restore-topic"] = new("topic restore", "Restore-ChannelTopic"),
        ["notice/topic"] = new("topic set", "Set-ChannelTopic"),
        ["packages/await"] = new("packages wait", null),
        ["queues/clear"] = new("queues clear", "Clear-TaskQueue"),
        ["queues/status"] = new("queues show", "Get-TaskQueue"),
        ["rollout/assess"] = new("rollout assess", null),
        ["rollout/await"] = new("rollout wait", "Wait-Rollout"),
        ["rollout/import"] = new("import", "Invoke-ProdImport"),
        ["rollout/previous"] = new("rollout previous", null),
        ["rollout/remove-stuck-pods"] = new("pods remove-stuck", "Remove-StuckPod"),
        ["rollout/undo"] = new("rollout undo", "Undo-ProdDeployment"),
    };

    /// <summary>Gets the operations that have a face of their own.</summary>
    public static IReadOnlyDictionary<string, OperationFace> All => Faces;
}
