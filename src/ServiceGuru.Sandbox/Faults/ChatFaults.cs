namespace ServiceGuru.Sandbox.Faults;

/// <summary>What goes wrong with the chats.</summary>
internal static class ChatFaults
{
    /// <summary>The faults.</summary>
    public static IReadOnlyList<SandboxFault> All { get; } =
    [
        new("matrix-down", "notice/topic", "The Matrix homeserver answers 503.",
            "The topic step fails after its retries, before anything was moved; Slack's topic is put back."),
    ];
}
