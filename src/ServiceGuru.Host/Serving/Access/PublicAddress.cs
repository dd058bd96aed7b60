using Microsoft.AspNetCore.Http;

namespace ServiceGuru.Host.Serving.Access;

/// <summary>The address under which the browser knows us: a trusted proxy may say another one than ours.</summary>
/// <param name="Scheme">http or https.</param>
/// <param name="Host">Host and port.</param>
internal sealed record PublicAddress(string Scheme, string Host)
{
    public static PublicAddress Of(HttpRequest request, bool trusted)
    {
        string scheme = trusted ? Last(request.Headers["X-Forwarded-Proto"].ToString()) : string.Empty;
        string host = trusted ? Last(request.Headers["X-Forwarded-Host"].ToString()) : string.Empty;
        return new PublicAddress(scheme is "http" or "https" ? scheme : request.Scheme, host.Length > 0 ? host : request.Host.Value ?? string.Empty);
    }

    // Each proxy adds its own at the end; only the last one is ours.
    private static string Last(string values) => values.Split(',')[^1].Trim();
}
