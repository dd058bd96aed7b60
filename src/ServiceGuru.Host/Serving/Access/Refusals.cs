using ServiceGuru.Operations;

namespace ServiceGuru.Host.Serving.Access;

/// <summary>Why somebody is not let in. None of them tells a stranger more than that.</summary>
internal static class Refusals
{
    public static Failure SignInNeeded() => Of("SignInNeeded", "Sign in first.", "Send 'Authorization: Bearer TOKEN', or sign in at /sign-in.");

    public static Failure WrongToken() => Of("WrongToken", "This token is not known.", "Ask whoever runs the page for a token: 'guru serve token add NAME'.");

    public static Failure NoTokens() => Of("TokensUnreadable", "Nobody can be let in now.", "Ask whoever runs the page to look at its output.");

    public static Failure WrongCode() => Of("WrongCode", "This link has been used, or is too old.", "Sign in with your token.");

    public static Failure TooManyTries() => Of("TooManyTries", "Too many wrong tokens came from this address.", "Wait a little and try again.");

    public static Failure TooManyRequests() => Of("TooManyRequests", "Too many requests at once.", "Ask less often.");

    public static Failure TooManyStreams() => Of("TooManyStreams", "Too many pages watch at once.", "Close some, or ask /events from time to time instead.");

    public static Failure UntrustedAddress() => Of("UntrustedAddress", "Requests are taken from the proxy only.", "Go through the proxy.");

    public static Failure ForeignHost() => Of("ForeignHost", "This is not the name of this page.", "Use the address that 'guru serve' printed; behind a proxy, 'guru serve --host NAME' names others.");

    public static Failure OtherOrigin() => Of("OtherOrigin", "This request does not come from this page.", "Open the page itself and do it there.");

    public static Failure NoCsrf() => Of("CsrfRefused", "This request lacks what the page's own requests have.", "Reload the page and do it again.");

    private static Failure Of(string id, string message, string next) => new() { Id = id, Kind = FailureKind.Usage, Message = message, NextAction = next };
}
