namespace ServiceGuru.Host.Serving.Access;

/// <summary>One personal token, without the token: its hash is enough to know it again.</summary>
/// <param name="Name">Whose it is, as the ledger shall have it.</param>
/// <param name="Hash">The token's SHA-256, lowercase hexadecimal.</param>
/// <param name="Created">When it was made.</param>
internal sealed record TokenEntry(string Name, string Hash, DateTimeOffset Created);
