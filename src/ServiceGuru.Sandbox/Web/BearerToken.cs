using Microsoft.AspNetCore.Http;

namespace ServiceGuru.Sandbox.Web;

/// <summary>Reads the credentials of a request.</summary>
internal static class BearerToken
{
    /// <summary>The token of the <c>Authorization</c> header in one of the schemes, or null.</summary>
    public static string? Read(HttpRequest request, params ReadOnlySpan<string> schemes)
    {
        string header = request.Headers.Authorization.ToString();
        foreach (string scheme in schemes)
        {
            if (header.Length > scheme.Length + 1 && header[scheme.Length] == ' ' && header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                return header[(scheme.Length + 1)..].Trim();
            }
        }

        return null;
    }
}
