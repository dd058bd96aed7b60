namespace ServiceGuru.Cmdlets;

/// <summary>Which cmdlet does what a verb of <c>guru</c> does.</summary>
internal static class CmdletVerbs
{
    private const string Plain = "";
    private const string Environment = "Environment";

    // What takes a value; of KEY=VALUE a table is made.
    private static readonly Dictionary<string, string> Valued = new(StringComparer.Ordinal)
    {
        ["channel"] = "Channel",
        ["comment"] = "Comment",
        ["commit"] = "Commit",
        ["environment"] = Environment,
        ["file"] = "Path",
        ["from"] = "From",
        ["image-stream"] = "ImageStream",
        ["message"] = "Message",
        ["opening"] = "Opening",
        ["out"] = "Path",
        ["plan"] = "Plan",
        ["pod"] = "Name",
        ["port"] = "Port",
        ["queue"] = "Queue",
        ["reason"] = "Reason",
        ["repository"] = "Repository",
        ["revision"] = "Revisions",
        ["repository-path"] = "RepositoryPath",
        ["scenario"] = "Scenario",
        ["service"] = "Service",
        ["set"] = "Set",
        ["since"] = "Since",
        ["step"] = "Step",
        ["text"] = "Text",
        ["to"] = "To",
        ["top"] = "Top",
    };

    private static readonly Dictionary<string, string> Switches = new(StringComparer.Ordinal)
    {
        ["after-revert"] = "AfterRevert",
        ["again"] = "Again",
        ["allow-destructive"] = "Force",
        ["force"] = "Force",
        ["merge"] = "Merge",
        ["migrate"] = "Migrate",
        ["no-record"] = "NoRecord",
        ["overwrite"] = "Overwrite",
        ["untested"] = "Untested",
        ["what-if"] = "WhatIf",
    };

    // Cmdlets have no such option; they take it from the session.
    private static readonly Dictionary<string, string> Variables = new(StringComparer.Ordinal)
    {
        ["ledger"] = "$env:SERVICEGURU_LEDGER",
        ["state"] = "$env:SERVICEGURU_STATE",
    };

    /// <summary>Gets the verbs that have a cmdlet.</summary>
    public static IReadOnlyList<CmdletVerb> All { get; } =
    [
        new("access check", "Test-ServiceDefinition -Access"),
        new("approve", "Approve-RunbookGate", Plain, Plain),
        new("audit", "Test-RunbookRecord", Plain),
        new("branches move", "Move-StableBranch"),
        new("branches pending", "Get-PendingChange"),
        new("branches restore", "Restore-StableBranch"),
        new("cancel", "Stop-Runbook -Cancel", Plain),
        new("check", "Test-Runbook", Plain),
        new("continue", "Resume-Runbook", Plain),
        new("decide", "Submit-RunbookDecision", Plain, Plain, Plain),
        new("deny", "Deny-RunbookGate", Plain, Plain),
        new("gates", "Get-RunbookGate"),
        new("health check", "Test-StagingHealth", Plain),
        new("health check prod", "Test-ProductionHealth prod"),
        new("images clean", "Remove-StaleImage"),
        new("images status", "Get-ImageStatus"),
        new("images wait", "Wait-ImageBuild"),
        new("import", "Invoke-ProdImport", Environment),
        new("infrastructure changes", "Get-InfrastructureChange", Plain),
        new("infrastructure deploy", "Invoke-InfrastructureDeploy", Plain),
        new("init", "New-ServiceDefinition", Plain),
        new("mastodon draft", "New-MastodonPost", Plain),
        new("mastodon publish", "Publish-MastodonPost", "Path"),
        new("message send", "Send-ChannelMessage", Plain),
        new("network request", "New-FirewallRequest", Plain),
        new("network test", "Test-DomainAccess", Plain),
        new("notes blog-post", "New-ReleaseBlogPost"),
        new("notes list", "Get-ReleaseNote"),
        new("notes merge", "Publish-ReleaseBlogPost -Merge", Plain),
        new("notes publish", "Publish-ReleaseBlogPost", Plain),
        new("pause", "Stop-Runbook -Pause", Plain),
        new("pods remove-stuck", "Remove-StuckPod", Environment),
        new("prune", "Remove-RunbookRun"),
        new("queues clear", "Clear-TaskQueue", Plain),
        new("queues show", "Get-TaskQueue", Plain),
        new("report", "Export-RunbookReport", Plain),
        new("resume", "Resume-Runbook", Plain),
        new("rollout undo", "Undo-ProdDeployment", Environment),
        new("rollout wait", "Wait-Rollout", Plain),
        new("run", "Invoke-Runbook", Plain),
        new("runs", "Get-RunbookRun"),
        new("sandbox fault", "Set-SandboxFault", Plain),
        new("sandbox faults", "Get-SandboxFault"),
        new("sandbox stop", "Stop-Sandbox"),
        new("show", "Get-RunbookRun", Plain),
        new("step", "Invoke-RunbookStep", Plain, Plain),
        new("stop", "Stop-Runbook", Plain),
        new("topic restore", "Restore-ChannelTopic"),
        new("topic set", "Set-ChannelTopic", Plain),
        new("undo", "Undo-RunbookRun", Plain),
        new("versions", "Get-DeployedVersion", Plain),
    ];

    /// <summary>Translates an option that stands alone; null where there is no such parameter or variable.</summary>
    /// <param name="option">The option without its hyphens.</param>
    /// <param name="pair">A KEY=VALUE behind it, or empty.</param>
    public static string? Option(string option, string pair) => (Valued.GetValueOrDefault(option) ?? Switches.GetValueOrDefault(option)) is { } parameter
        ? pair.Length == 0 ? $"-{parameter}" : $"-{parameter} {Value(pair)}"
        : Variables.GetValueOrDefault(option);

    /// <summary>Translates a verb with its arguments and options.</summary>
    /// <param name="text">What follows <c>guru</c>; a sentence may go on behind it.</param>
    /// <returns>The command and the rest of the sentence, or null where no cmdlet does that.</returns>
    public static (string? Command, string Tail) Translate(string text)
    {
        List<string> words = [.. text.Split(' ')];
        CmdletVerb? verb = All.Where(each => Begins(words, each.Verb.Split(' '))).MaxBy(each => each.Verb.Length);
        if (verb is null)
        {
            return (null, text);
        }

        words.RemoveRange(0, verb.Verb.Split(' ').Length);
        List<string> command = [verb.Cmdlet];
        int argument = 0;
        while (words.Count > 0)
        {
            int taken = Next(words, verb, ref argument, command);
            if (taken == 0)
            {
                break;
            }

            words.RemoveRange(0, taken);
        }

        // An option that no parameter is like: half a command would be a wrong one.
        return words.Count > 0 && words[0].StartsWith("--", StringComparison.Ordinal)
            ? (null, text)
            : (string.Join(' ', command), words.Count == 0 ? string.Empty : " " + string.Join(' ', words));
    }

    private static bool Begins(List<string> words, string[] verb) =>
        words.Count >= verb.Length && verb.Select((word, index) => words[index].TrimEnd('.', ':') == word).All(same => same);

    private static int Next(List<string> words, CmdletVerb verb, ref int argument, List<string> command)
    {
        if (!words[0].StartsWith("--", StringComparison.Ordinal))
        {
            if (argument == verb.Arguments.Length)
            {
                return 0;
            }

            string name = verb.Arguments[argument++];
            command.Add(name.Length == 0 ? words[0] : $"-{name} {words[0]}");
            return 1;
        }

        string option = words[0][2..].TrimEnd('.', ':');
        string end = words[0][(option.Length + 2)..];
        if (Switches.TryGetValue(option, out string? given))
        {
            command.Add($"-{given}{end}");
            return 1;
        }

        if (words.Count < 2 || !Valued.TryGetValue(option, out string? parameter))
        {
            return 0;
        }

        command.Add($"-{parameter} {Value(words[1])}");
        return 2;
    }

    private static string Value(string text)
    {
        string value = text.TrimEnd('.', ':');
        string end = text[value.Length..];
        return value.Split('=') is [var key, var of] ? $"@{{ '{key}' = '{of}' }}{end}" : text;
    }
}
