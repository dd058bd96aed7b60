using Microsoft.AspNetCore.Http;
using ServiceGuru.Host.Serving.Api;

namespace ServiceGuru.Host.Serving.Access;

/// <summary>Finds out who asks, before anything is answered; without somebody, only the sign-in page is.</summary>
internal sealed class FrontDoor(ServingOptions options, SessionStore sessions, SignInThrottle throttle, TimeProvider time)
{
    private static readonly HashSet<string> Open = new(StringComparer.Ordinal) { "/sign-in", "/sign-in.js", "/theme.js", "/page.css", "/icon.svg", ApiRoutes.SignIn };

    private readonly RateLimit _requests = new(time, 200, 40);
    private readonly RateLimit _writes = new(time, 20, 2);

    /// <summary>Lets a request in, or answers it.</summary>
    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        HttpRequest request = context.Request;
        bool trusted = options.IsTrusted(context.Connection.RemoteIpAddress);
        string? claimed = TakeIdentity(request);
        if (Misdirected(context, trusted, claimed))
        {
            await Problems.WriteAsync(context, 403, Refusals.UntrustedAddress(), null).ConfigureAwait(false);
            return;
        }

        PublicAddress address = PublicAddress.Of(request, trusted);
        context.Features.Set(address);
        if (!options.Knows(request.Host.Host))
        {
            await Problems.WriteAsync(context, 421, Refusals.ForeignHost(), null).ConfigureAwait(false);
            return;
        }

        ClientAddress client = ClientAddress.Of(context, trusted);
        context.Features.Set(client);
        string from = client.Value;
        Caller? caller = Identify(context, claimed, address.Scheme == "https");
        string? shown = request.Headers.ContainsKey("Authorization") ? ShownToken(request) : null;
        if (shown is not null && (caller is null || !TokenBook.CannotBeGuessed(shown)) && throttle.WaitOf(from, shown) is { Ticks: > 0 } wait)
        {
            await Problems.WriteAsync(context, 429, Refusals.TooManyTries(), wait).ConfigureAwait(false);
            return;
        }

        if (caller is null && shown is not null)
        {
            throttle.Wrong(from, shown);
            await Problems.WriteAsync(context, 401, Refusals.WrongToken(), null).ConfigureAwait(false);
            return;
        }

        string key = caller?.Name ?? from;
        bool write = HttpMethods.IsPost(request.Method);
        if (!_requests.Allows(key) || (write && !_writes.Allows(key)))
        {
            await Problems.WriteAsync(context, 429, Refusals.TooManyRequests(), TimeSpan.FromSeconds(1)).ConfigureAwait(false);
            return;
        }

        if (caller is null && !Open.Contains(request.Path.Value ?? "/"))
        {
            await RefuseStrangerAsync(context).ConfigureAwait(false);
            return;
        }

        if (write && Forged(request, caller, address) is { } forged)
        {
            await Problems.WriteAsync(context, 403, forged, null).ConfigureAwait(false);
            return;
        }

        if (caller is not null)
        {
            context.Features.Set(caller);
        }

        await next(context).ConfigureAwait(false);
    }

    /// <summary>Tells whether somebody who was let in still may stay.</summary>
    public bool StillWelcome(Caller caller) => caller.Session is { } session
        ? sessions.IsAlive(session)
        : caller.TokenHash is null || options.Tokens.Holds(caller.TokenHash);

    // The header goes no further than here, whoever sent it.
    private string? TakeIdentity(HttpRequest request)
    {
        if (options.IdentityHeader is not { } header || !request.Headers.TryGetValue(header, out Microsoft.Extensions.Primitives.StringValues values))
        {
            return null;
        }

        request.Headers.Remove(header);
        return values.Count == 1 ? values[0] ?? string.Empty : string.Empty;
    }

    // Whoever names somebody without being the proxy lies; and past the proxy there is no way in from the network.
    private bool Misdirected(HttpContext context, bool trusted, string? claimed) =>
        !trusted && (claimed is not null || (options.TrustedProxies.Count > 0 && context.Connection.RemoteIpAddress is { } address && !System.Net.IPAddress.IsLoopback(address)));

    private Caller? Identify(HttpContext context, string? claimed, bool https)
    {
        if (context.Request.Headers.ContainsKey("Authorization"))
        {
            return ShownToken(context.Request) is { Length: > 0 } shown && options.Tokens.Find(shown) is { } entry
                ? new Caller(entry.Name, null, entry.Hash)
                : null;
        }

        BrowserSession? session = SessionCookie.Read(context, https) is { } key ? sessions.Find(key) : null;
        if (claimed is null)
        {
            // A session that a proxy vouched for counts only as long as the proxy goes on to.
            return session is { TokenHash: not null } ? new Caller(session.Name, session, session.TokenHash) : null;
        }

        if (!PersonName.IsPlain(claimed))
        {
            return null;
        }

        string name = options.IdentityPrefix + claimed;
        if (session is null || session.Name != name || session.TokenHash is not null)
        {
            (string fresh, session) = sessions.Begin(name, null);
            SessionCookie.Write(context, https, fresh);
        }

        return new Caller(name, session, null);
    }

    // Empty where what is shown is no token.
    private static string ShownToken(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var authorization && authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? authorization["Bearer ".Length..].Trim() : string.Empty;

    private static async Task RefuseStrangerAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "/";
        if (path.StartsWith("/api/", StringComparison.Ordinal) || !HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await Problems.WriteAsync(context, 401, Refusals.SignInNeeded(), null).ConfigureAwait(false);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = "/sign-in";
    }

    // A program with a token has no cookie that another page could make use of.
    private static Operations.Failure? Forged(HttpRequest request, Caller? caller, PublicAddress address)
    {
        if (caller is { Session: null })
        {
            return null;
        }

        if (!SameOrigin.Is(request, address.Scheme, address.Host))
        {
            return Refusals.OtherOrigin();
        }

        return caller is null || SameText.Is(request.Headers["X-CSRF-Token"].ToString(), caller.Session!.Csrf) ? null : Refusals.NoCsrf();
    }
}
