namespace ServiceGuru.Runbooks;

/// <summary>What <see cref="FakeQuery"/> answers.</summary>
internal sealed record FakeQueryOutput(string Text);
