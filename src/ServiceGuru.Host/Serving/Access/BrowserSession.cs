namespace ServiceGuru.Host.Serving.Access;

/// <summary>Somebody who has signed in with a browser.</summary>
/// <param name="Name">Who.</param>
/// <param name="TokenHash">The hash of the token that let them in, or null where a proxy did.</param>
/// <param name="Csrf">What a write must show besides the cookie.</param>
/// <param name="Begun">When.</param>
internal sealed record BrowserSession(string Name, string? TokenHash, string Csrf, DateTimeOffset Begun)
{
    /// <summary>When it was last used.</summary>
    public DateTimeOffset Used { get; set; } = Begun;
}
