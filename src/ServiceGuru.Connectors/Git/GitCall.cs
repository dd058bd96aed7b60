namespace ServiceGuru.Connectors.Git;

/// <summary>One run of git.</summary>
/// <param name="Arguments">The arguments, one each.</param>
/// <param name="Timeout">After how long it is ended.</param>
internal sealed record GitCall(IReadOnlyList<string> Arguments, TimeSpan Timeout)
{
    /// <summary>The repository that it works on; none for calls that need none.</summary>
    public string? Repository { get; init; }

    /// <summary>The remote, known to git under <see cref="GitProgram.RemoteName"/>.</summary>
    public GitAddress? Remote { get; init; }

    /// <summary>Settings besides the user's own.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Configuration { get; init; } = [];
}
