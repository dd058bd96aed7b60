namespace ServiceGuru.Host.Serving.Access;

/// <summary>Who asks.</summary>
/// <param name="Name">The name, as the ledger shall have it.</param>
/// <param name="Session">The browser session, or null for a program that shows its token with every request.</param>
/// <param name="TokenHash">The hash of the token that let them in, or null where a proxy did.</param>
internal sealed record Caller(string Name, BrowserSession? Session, string? TokenHash);
