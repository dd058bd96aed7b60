using Microsoft.AspNetCore.Http;
using ServiceGuru.Sandbox.Web;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>GitHub's paging (https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api).</summary>
internal static class GitHubPaging
{
    /// <summary>Cuts out the page that a request asks for, and writes the <c>Link</c> header.</summary>
    /// <param name="context">The request.</param>
    /// <param name="all">All items.</param>
    /// <param name="standard">The size of a page if none is given.</param>
    /// <param name="most">The greatest size of a page.</param>
    public static IReadOnlyList<T> Page<T>(HttpContext context, IReadOnlyList<T> all, int standard = 30, int most = 100)
    {
        PageRequest page = PageRequest.Read(context.Request, "per_page", standard, most);
        int last = Math.Max(1, (all.Count + page.Size - 1) / page.Size);
        var links = new List<string>();
        if (page.Number > 1)
        {
            links.Add(Link(context.Request, page.Number - 1, "prev"));
        }

        if (page.Number < last)
        {
            links.Add(Link(context.Request, page.Number + 1, "next"));
            links.Add(Link(context.Request, last, "last"));
        }

        if (page.Number > 1)
        {
            links.Add(Link(context.Request, 1, "first"));
        }

        if (links.Count > 0)
        {
            context.Response.Headers.Link = string.Join(", ", links);
        }

        return page.Of(all);
    }

    private static string Link(HttpRequest request, int page, string relation)
    {
        IEnumerable<string> query = request.Query.Where(pair => pair.Key != "page")
            .Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value.ToString())}").Append($"page={page}");
        return $"<{request.Scheme}://{request.Host}{request.Path}?{string.Join('&', query)}>; rel=\"{relation}\"";
    }
}
