namespace ServiceGuru.Runbooks.Promises;

/// <summary>The plan that somebody hands to a run: whole, or only its hash.</summary>
public sealed record PlannedRun
{
    private PlannedRun(string hash, PlanDocument? document) => (Hash, Document) = (hash, document);

    /// <summary>The plan's hash, 64 hexadecimal digits.</summary>
    public string Hash { get; }

    /// <summary>The whole plan; null where only its hash is known.</summary>
    public PlanDocument? Document { get; }

    /// <summary>Names a plan by its hash.</summary>
    /// <param name="hash">64 hexadecimal digits.</param>
    /// <returns>The plan's name.</returns>
    /// <exception cref="ArgumentException">It is no hash.</exception>
    public static PlannedRun OfHash(string hash) => IsHash(hash) ? new PlannedRun(hash.ToLowerInvariant(), null) : throw new ArgumentException("A plan's hash has 64 hexadecimal digits.", nameof(hash));

    /// <summary>Takes a whole plan.</summary>
    /// <param name="document">The plan.</param>
    /// <returns>The plan with its name.</returns>
    public static PlannedRun Of(PlanDocument document) => new(document.Hash, document);

    /// <summary>Tells whether a text is a plan's hash.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit);
}
