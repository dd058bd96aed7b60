using System.Security.Cryptography;
using System.Text;

namespace ServiceGuru.Host.Serving.Access;

/// <summary>Knows the personal tokens. A file is read again when it has changed, so a revoked token ends at once.</summary>
internal sealed class TokenBook
{
    private static readonly System.Buffers.SearchValues<char> Base64Url = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private readonly Lock _turn = new();
    private readonly string? _path;
    private (DateTime Written, long Length) _seen;
    private IReadOnlyList<TokenEntry> _entries;

    private TokenBook(string? path, IReadOnlyList<TokenEntry> entries)
    {
        _path = path;
        _entries = entries;
    }

    /// <summary>Gets the tokens that count now.</summary>
    public IReadOnlyList<TokenEntry> Entries
    {
        get
        {
            lock (_turn)
            {
                Refresh();
                return _entries;
            }
        }
    }

    /// <summary>Takes the tokens from a text that does not change, e.g. of an environment variable.</summary>
    public static TokenBook OfText(string text, string source) => new(null, TokenLines.Read(text, source));

    /// <summary>Takes the tokens from a file.</summary>
    /// <exception cref="Operations.GuruException"><c>TokenFileInvalid</c>, <c>TokenFileUnsafe</c>, <c>TokenFileMissing</c>.</exception>
    public static TokenBook OfFile(string path)
    {
        // Read here, so that a file that is missing or unsafe is told before anything is served.
        return new TokenBook(path, TokenFile.Read(path));
    }

    /// <summary>Makes a new token: 256 random bits.</summary>
    public static string NewToken() => "guru_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>Tells whether a text has the shape of <see cref="NewToken"/>: what has it and is right can't have been guessed.</summary>
    public static bool CannotBeGuessed(string token) =>
        token.Length == 48 && token.StartsWith("guru_", StringComparison.Ordinal) && token.AsSpan(5).IndexOfAnyExcept(Base64Url) < 0;

    /// <summary>Gives a token's hash, lowercase hexadecimal.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Finds whose token it is, or null. Takes as long for a wrong one as for a right one.</summary>
    public TokenEntry? Find(string token)
    {
        byte[] given = Encoding.ASCII.GetBytes(HashOf(token));
        TokenEntry? found = null;
        foreach (TokenEntry entry in Entries)
        {
            if (CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(entry.Hash)))
            {
                found = entry;
            }
        }

        return found;
    }

    /// <summary>Tells whether a token that let somebody in still counts.</summary>
    public bool Holds(string hash) => Entries.Any(entry => entry.Hash == hash);

    private void Refresh()
    {
        if (_path is null)
        {
            return;
        }

        FileInfo file = new(_path);
        if (!file.Exists)
        {
            // Without its file no token counts: who removes it means to lock everybody out.
            _entries = [];
            _seen = default;
            return;
        }

        if (_seen != (file.LastWriteTimeUtc, file.Length))
        {
            _entries = TokenFile.Read(_path);
            _seen = (file.LastWriteTimeUtc, file.Length);
        }
    }
}
