using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ServiceGuru.Sandbox.Sentry;

/// <summary>Sentry's cursors <c>0:offset:is_prev</c> in the <c>Link</c> header; both links are always there, <c>results</c> says whether they lead anywhere.</summary>
internal static class SentryCursor
{
    /// <summary>Cuts out the page that the request's cursor stands for, and writes the header.</summary>
    public static IReadOnlyList<T> Page<T>(HttpContext context, IReadOnlyList<T> all, int limit)
    {
        string[] parts = context.Request.Query["cursor"].ToString().Split(':');
        int offset = parts.Length == 3 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked : 0;
        context.Response.Headers.Link = string.Join(
            ", ",
            Link(context.Request, "previous", offset > 0, $"0:{Math.Max(0, offset - limit)}:1"),
            Link(context.Request, "next", all.Count > offset + limit, $"0:{offset + limit}:0"));
        return [.. all.Skip(offset).Take(limit)];
    }

    private static string Link(HttpRequest request, string relation, bool results, string cursor)
    {
        IEnumerable<string> query = request.Query.Where(pair => pair.Key != "cursor")
            .SelectMany(pair => pair.Value.Select(value => $"{pair.Key}={Uri.EscapeDataString(value ?? string.Empty)}"));
        string address = $"{request.Scheme}://{request.Host}{request.Path}?{string.Join('&', query)}&cursor={cursor}";
        return $"<{address}>; rel=\"{relation}\"; results=\"{(results ? "true" : "false")}\"; cursor=\"{cursor}\"";
    }
}
