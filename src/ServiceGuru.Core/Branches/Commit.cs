namespace ServiceGuru.Branches;

/// <summary>One commit.</summary>
public sealed record Commit
{
    /// <summary>The full object name.</summary>
    public required string Sha { get; init; }

    /// <summary>The parents' full object names; two or more for a merge.</summary>
    public IReadOnlyList<string> Parents { get; init; } = [];

    /// <summary>The author's name.</summary>
    public required string Author { get; init; }

    /// <summary>When it was committed.</summary>
    public required DateTimeOffset CommittedAt { get; init; }

    /// <summary>The whole message.</summary>
    public required string Message { get; init; }

    /// <summary>The first line of the message.</summary>
    public string Subject => Message.Split('\n', 2)[0].TrimEnd('\r');

    /// <summary>The first seven characters of the object name.</summary>
    public string ShortSha => Sha[..7];
}
