namespace ServiceGuru.Host.Serving.Access;

/// <summary>What the first start makes, so that whoever started it can get in.</summary>
/// <param name="Entry">The entry in the token file.</param>
/// <param name="SecretPath">The file that holds the token itself, for its owner only.</param>
internal sealed record FirstToken(TokenEntry Entry, string SecretPath)
{
    /// <summary>Makes the token file, and beside it a file with the token.</summary>
    /// <param name="path">The token file.</param>
    /// <param name="user">Who works here.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Operations.GuruException">Somebody else changes the token file (<c>TokenFileBusy</c>).</exception>
    public static async Task<FirstToken> MakeAsync(string path, string user, TimeProvider time, CancellationToken cancellationToken)
    {
        string name = PersonName.IsValid(user) ? user : "owner";
        string token = TokenBook.NewToken();
        string secret = Path.Combine(Path.GetDirectoryName(path)!, "my-token");
        TokenEntry entry = new(name, TokenBook.HashOf(token), time.GetUtcNow());
        TokenFile.WritePrivate(secret, token + "\n");
        await TokenFile.AddAsync(path, entry, time, cancellationToken).ConfigureAwait(false);
        return new FirstToken(entry, secret);
    }
}
