namespace ServiceGuru.Infrastructure;

/// <summary>One entry of the changelog of the secrets.</summary>
public sealed record SecretsChange
{
    /// <summary>The day that it names, or null where it names none.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Who wrote it, where that can be told.</summary>
    public string? Author { get; init; }

    /// <summary>The text, shortened; what looks like a secret is blotted out.</summary>
    public required string Text { get; init; }
}
