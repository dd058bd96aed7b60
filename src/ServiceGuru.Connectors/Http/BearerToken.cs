using System.Net.Http.Headers;

namespace ServiceGuru.Connectors.Http;

/// <summary>Puts a token into the header it travels in (https://www.rfc-editor.org/rfc/rfc6750#section-2.1).</summary>
internal static class BearerToken
{
    /// <summary>Makes the header.</summary>
    /// <exception cref="UnusableTokenException">It has characters that no token has, e.g. because a whole file was taken for one.</exception>
    public static AuthenticationHeaderValue Header(string token) => token.All(letter => letter is > ' ' and <= '~')
        ? new AuthenticationHeaderValue("Bearer", token)
        : throw new UnusableTokenException(token.AsSpan().IndexOfAny('\r', '\n') >= 0
            ? "It has more than one line."
            : "It has blanks or other characters that can't be in a token.");
}
