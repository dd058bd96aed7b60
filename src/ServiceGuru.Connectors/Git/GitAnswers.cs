namespace ServiceGuru.Connectors.Git;

/// <summary>Reads git's messages, which are English because we ask for that.</summary>
internal static class GitAnswers
{
    private static readonly string[] Connection =
    [
        "Could not read from remote repository", "unable to access", "does not appear to be a git repository", "Authentication failed",
        "terminal prompts disabled", "Permission denied", "Could not resolve host", "Connection refused", "Host key verification failed",
        "transport '", "is not owned by", "unsafe repository", "dubious ownership", "Unable to find remote helper",
    ];

    private static readonly string[] Object =
    [
        "not our ref", "unadvertised object", "no matching remote head", "couldn't find remote ref", "expected shallow", "no such ref",
    ];

    private static readonly string[] Unpacked =
    [
        "pack-objects died", "unpacker error", "missing necessary objects", "unable to read tree", "bad tree object", "remote unpack failed",
    ];

    /// <summary>Whether the other side, or the way to it, is the reason: nothing was sent that could change anything.</summary>
    public static bool IsAboutRemote(GitOutput output) =>
        output.ExitCode is null || IsRefusedObject(output) || NoConnection(output) || output.Error.Contains("remote error:", StringComparison.Ordinal);

    /// <summary>Whether there was no connection from the start.</summary>
    public static bool NoConnection(GitOutput output) => Contains(output, Connection);

    /// <summary>Whether the server does not hand out the commit.</summary>
    public static bool IsRefusedObject(GitOutput output) => Contains(output, Object);

    /// <summary>Whether the fetch failed because it asked for a part only.</summary>
    public static bool IsRefusedFilter(GitOutput output) => output.Error.Split('\n').Any(line =>
        line.StartsWith("fatal:", StringComparison.Ordinal) && line.Contains("filter", StringComparison.Ordinal));

    /// <summary>Whether a push failed because its objects were not complete; the server takes no such push.</summary>
    public static bool IsIncompletePack(GitOutput output) => Contains(output, Unpacked) || Unpacked.Any(words => output.Text.Contains(words, StringComparison.Ordinal));

    private static bool Contains(GitOutput output, string[] words) => words.Any(one => output.Error.Contains(one, StringComparison.Ordinal));
}
