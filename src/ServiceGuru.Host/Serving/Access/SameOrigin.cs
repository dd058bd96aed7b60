using Microsoft.AspNetCore.Http;

namespace ServiceGuru.Host.Serving.Access;

/// <summary>Tells whether a browser sends a request from our own page.</summary>
internal static class SameOrigin
{
    /// <summary>A request that says nothing about where it is from is not taken for ours.</summary>
    public static bool Is(HttpRequest request, string scheme, string host)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        string origin = request.Headers.Origin.ToString();
        return (site.Length > 0 || origin.Length > 0)
            && (site.Length == 0 || site == "same-origin")
            && (origin.Length == 0 || string.Equals(origin, $"{scheme}://{host}", StringComparison.OrdinalIgnoreCase));
    }
}
