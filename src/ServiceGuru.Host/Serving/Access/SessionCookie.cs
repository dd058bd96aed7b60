using Microsoft.AspNetCore.Http;

namespace ServiceGuru.Host.Serving.Access;

/// <summary>The cookie of a browser session. Its name holds the port, since browsers share cookies between ports.</summary>
internal static class SessionCookie
{
    public static string? Read(HttpContext context, bool https) => context.Request.Cookies[NameFor(context, https)];

    public static void Write(HttpContext context, bool https, string key) => context.Response.Cookies.Append(NameFor(context, https), key, new CookieOptions
    {
        HttpOnly = true,
        Secure = https || context.Request.Headers.Origin.ToString().StartsWith("https://", StringComparison.OrdinalIgnoreCase),
        SameSite = SameSiteMode.Strict,
        Path = "/",
        MaxAge = SessionStore.Lifetime,
    });

    public static void Remove(HttpContext context, bool https) => context.Response.Cookies.Delete(NameFor(context, https), new CookieOptions
    {
        HttpOnly = true,
        Secure = https,
        SameSite = SameSiteMode.Strict,
        Path = "/",
    });

    private static string NameFor(HttpContext context, bool https) => $"{(https ? "__Host-" : string.Empty)}guru-{context.Connection.LocalPort}";
}
