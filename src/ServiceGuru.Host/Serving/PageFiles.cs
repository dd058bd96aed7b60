using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ServiceGuru.Host.Serving;

/// <summary>The page's files. They are part of the program; nothing is read from disk, and nothing from elsewhere.</summary>
internal static class PageFiles
{
    private const string Prefix = "page/";

    public static void Map(IEndpointRouteBuilder routes)
    {
        Assembly program = typeof(PageFiles).Assembly;
        foreach (string name in program.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using Stream resource = program.GetManifestResourceStream(name)!;
            byte[] content = new byte[resource.Length];
            resource.ReadExactly(content);
            routes.MapGet(PathOf(name[Prefix.Length..]), (RequestDelegate)(context =>
            {
                context.Response.ContentType = TypeOf(name);
                context.Response.ContentLength = content.Length;
                return context.Response.Body.WriteAsync(content, context.RequestAborted).AsTask();
            }));
        }
    }

    private static string PathOf(string name) => name switch
    {
        "index.html" => "/",
        "sign-in.html" => "/sign-in",
        _ => $"/{name}",
    };

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => throw new InvalidOperationException($"The page has no such kind of file: {name}."),
    };
}
