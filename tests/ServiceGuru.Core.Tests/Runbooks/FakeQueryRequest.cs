namespace ServiceGuru.Runbooks;

/// <summary>What <see cref="FakeQuery"/> is asked.</summary>
internal sealed record FakeQueryRequest
{
    public string Text { get; init; } = string.Empty;

    public IReadOnlyList<string>? Items { get; init; }
}
