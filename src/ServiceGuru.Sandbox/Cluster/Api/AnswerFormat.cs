using Microsoft.AspNetCore.Http;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>What form of answer a client accepts.</summary>
internal static class AnswerFormat
{
    /// <summary>Whether the client prefers a table to objects.</summary>
    /// <exception cref="ApiException">406 where it accepts nothing that is offered.</exception>
    public static bool IsTable(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        foreach (var part in accept.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var pieces = part.Split(';', StringSplitOptions.TrimEntries);
            if (pieces[0] is not ("application/json" or "application/*" or "*/*"))
            {
                continue;
            }

            var form = pieces.FirstOrDefault(piece => piece.StartsWith("as=", StringComparison.Ordinal));
            if (form is null)
            {
                return false;
            }

            if (form == "as=Table" && pieces.Contains("v=v1"))
            {
                return true;
            }
        }

        return accept.Length == 0
            ? false
            : throw new ApiException(406, "NotAcceptable", "only the following media types are accepted: application/json, application/json;as=Table;v=v1;g=meta.k8s.io");
    }
}
