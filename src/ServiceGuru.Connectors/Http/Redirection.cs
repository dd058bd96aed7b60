using System.Net;

namespace ServiceGuru.Connectors.Http;

/// <summary>Where a redirect leads. Only reads follow one, and credentials stay with the origin they were meant for.</summary>
internal static class Redirection
{
    /// <summary>The call to make instead, or null where the answer stands.</summary>
    public static HttpCall? Of(HttpCall call, HttpResponseMessage response)
    {
        if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
            || (call.Method != HttpMethod.Get && call.Method != HttpMethod.Head)
            || response.Headers.Location is not { } location)
        {
            return null;
        }

        Uri target = new(call.Uri, location);
        if ((target.Scheme != Uri.UriSchemeHttps && target.Scheme != Uri.UriSchemeHttp)
            || (call.Uri.Scheme == Uri.UriSchemeHttps && target.Scheme == Uri.UriSchemeHttp))
        {
            return null;
        }

        return call with { Uri = target, Authorization = SameOrigin(call.Uri, target) ? call.Authorization : null };
    }

    /// <summary>Whether two addresses share scheme, host and port.</summary>
    public static bool SameOrigin(Uri left, Uri right) =>
        Uri.Compare(left, right, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
