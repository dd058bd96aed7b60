namespace ServiceGuru.EndToEnd.Faults;

/// <summary>What goes wrong with the chats.</summary>
internal static class ChatCases
{
    public static IReadOnlyList<FaultCase> All { get; } =
    [
        new("matrix-down", FaultActs.Weekly) { FailureId = "ChatUnreachable", ExitCode = 3, Says = ["matrix"], Never = ["git "] },
    ];
}
