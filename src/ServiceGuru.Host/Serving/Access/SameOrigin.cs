using Microsoft.AspNetCore.Http;

namespace ServiceGuru.Host.Serving.Access;

/// <summary>Tells whether a browser sends a request from our own page.</summary>
internal static class SameOrigin
{
    /// <summary>
    /// A request that says nothing about where it is from is not taken for ours. Where something in front of the page ends
    /// TLS, the browser names https and the page knows only http: then the browser's own word for it is needed, which it
    /// gives over https always.
    /// </summary>
    public static bool Is(HttpRequest request, string scheme, string host)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        string origin = request.Headers.Origin.ToString();
        return (site.Length > 0 || origin.Length > 0)
            && (site.Length == 0 || site == "same-origin")
            && (origin.Length == 0 || string.Equals(origin, $"{scheme}://{host}", StringComparison.OrdinalIgnoreCase)
                || (site.Length > 0 && string.Equals(origin, $"https://{host}", StringComparison.OrdinalIgnoreCase)));
    }
}
