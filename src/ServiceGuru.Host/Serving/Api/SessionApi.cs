using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Host.Serving.Access;

namespace ServiceGuru.Host.Serving.Api;

/// <summary>Signing in and out.</summary>
internal sealed class SessionApi(ServingOptions options, SessionStore sessions, SignInCodes codes, SignInThrottle throttle)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(ApiRoutes.SignIn, (RequestDelegate)SignInAsync);
        routes.MapPost($"{ApiRoutes.Root}/sign-out", (RequestDelegate)SignOutAsync);
        routes.MapGet($"{ApiRoutes.Root}/session", (RequestDelegate)WhoAsync);
    }

    private async Task SignInAsync(HttpContext context)
    {
        SignInBody body = await Requests.BodyAsync<SignInBody>(context).ConfigureAwait(false);
        string from = context.Features.GetRequiredFeature<ClientAddress>().Value;
        string shown = (body.Token ?? body.Code ?? string.Empty).Trim();
        TokenEntry? entry = body switch
        {
            { Token.Length: > 0 and <= 200, Code: null } => options.Tokens.Find(shown),
            { Code.Length: > 0 and <= 200, Token: null } => codes.Redeem(shown),
            _ => null,
        };
        bool certain = entry is not null && (body.Code is not null || TokenBook.CannotBeGuessed(shown));
        if (!certain && throttle.WaitOf(from, shown) is { Ticks: > 0 } wait)
        {
            await Problems.WriteAsync(context, 429, Refusals.TooManyTries(), wait).ConfigureAwait(false);
            return;
        }

        if (entry is null)
        {
            throttle.Wrong(from, shown);
            await Problems.WriteAsync(context, 401, body.Code is null ? Refusals.WrongToken() : Refusals.WrongCode(), null).ConfigureAwait(false);
            return;
        }

        (string key, BrowserSession session) = sessions.Begin(entry.Name, entry.Hash);
        SessionCookie.Write(context, Https(context), key);
        await Answers.JsonAsync(context, SessionDocument.Of(new Caller(session.Name, session, entry.Hash))).ConfigureAwait(false);
    }

    private async Task SignOutAsync(HttpContext context)
    {
        await Requests.BodyAsync<ReasonBody>(context).ConfigureAwait(false);
        if (SessionCookie.Read(context, Https(context)) is { } key)
        {
            sessions.End(key);
        }

        SessionCookie.Remove(context, Https(context));
        await Answers.JsonAsync(context, new { SignedOut = true }).ConfigureAwait(false);
    }

    private Task WhoAsync(HttpContext context)
    {
        Requests.NoQuery(context);
        return Answers.JsonAsync(context, SessionDocument.Of(context.Features.GetRequiredFeature<Caller>()));
    }

    private static bool Https(HttpContext context) => context.Features.GetRequiredFeature<PublicAddress>().Scheme == "https";

    /// <summary>What somebody signs in with: one of the two.</summary>
    internal sealed record SignInBody
    {
        /// <summary>A personal token.</summary>
        public string? Token { get; init; }

        /// <summary>The code of a one-time link.</summary>
        public string? Code { get; init; }
    }

    /// <summary>Who is signed in.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Csrf">What writes must send as <c>X-CSRF-Token</c>; null for programs.</param>
    /// <param name="ByProxy">Whether the proxy says who it is; then signing out is the proxy's business.</param>
    internal sealed record SessionDocument(string Name, string? Csrf, bool ByProxy)
    {
        public static SessionDocument Of(Caller caller) => new(caller.Name, caller.Session?.Csrf, caller.TokenHash is null);
    }
}
