namespace ServiceGuru.Sandbox.Faults;

/// <summary>What goes wrong with the chats.</summary>
internal static class ChatFaults
{
    /// <summary>The faults.</summary>
    public static IReadOnlyList<SandboxFault> All { get; } =
    [
        new("chat-answers-late", "gate/approval", "What people say and how they react in a room shows only after ten minutes.",
            "The gate waits, and each answer counts once it is seen."),
        new("matrix-forbidden", "notice/topic", "The account's power level in the Matrix room is too low to change the topic.",
            "The topic step fails before anything was moved; Slack's topic is put back."),
        new("slack-down", "notice/restore-topic", "Slack answers 503.",
            "Setting topics is refused before any was changed; putting them back goes on in Matrix, and tells what is left."),
        new("matrix-without-relations", "gate/approval", "The homeserver is too old to tell what relates to a message, and answers M_UNRECOGNIZED.",
            "The run says that answers can't be read in Matrix; the gate is answered another way."),
        new("slack-missing-scope", "gate/approval", "The Slack app may write in the channel and not read it: missing_scope.",
            "The run says which scope is missing; the gate is answered another way."),
        new("slack-rate-limited", "notice/topic", "Slack answers a method's first call with 429 and Retry-After.",
            "It takes a moment longer and succeeds."),
        new("token-revoked", "notice/message", "Slack knows the token no more.",
            "The message is refused before it went to any channel, and the token's reference is named."),
        new("topic-changed-meanwhile", "notice/restore-topic", "Somebody sets a topic of their own in Matrix right after the client has.",
            "Putting the old topic back leaves theirs alone and tells both; --overwrite replaces it after a yes of its own."),
        new("topic-silent", "notice/topic", "A changed topic leaves no message in the channels.",
            "A message with the topic is sent, once."),
        new("matrix-down", "notice/topic", "The Matrix homeserver answers 503.",
            "The topic step fails after its retries, before anything was moved; Slack's topic is put back."),
    ];
}
