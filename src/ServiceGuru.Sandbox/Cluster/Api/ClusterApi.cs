using System.Text;
using Microsoft.AspNetCore.Http;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>
/// Answers every request below the cluster's prefix, as an API server does
/// (https://kubernetes.io/docs/reference/using-api/api-concepts/).
/// </summary>
internal sealed class ClusterApi(ObjectStore store, TokenCheck tokens)
{
    /// <summary>Answers one request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="path">Its path below the prefix.</param>
    public async Task Answer(HttpContext context, string path)
    {
        try
        {
            await Route(context, path.Trim('/')).ConfigureAwait(false);
        }
        catch (ApiException refused) when (!context.Response.HasStarted)
        {
            await JsonAnswer.Write(context, refused.Code, refused.Status()).ConfigureAwait(false);
        }
    }

    private async Task Route(HttpContext context, string path)
    {
        if (path is "healthz" or "readyz" or "livez")
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync("ok", Encoding.UTF8, context.RequestAborted).ConfigureAwait(false);
            return;
        }

        if (path != "version" && !tokens.Accepts(context.Request.Headers.Authorization))
        {
            throw ApiErrors.Unauthorized();
        }

        if (Discovery.Find(path) is { } document)
        {
            await JsonAnswer.Write(context, 200, document).ConfigureAwait(false);
            return;
        }

        var target = ApiPath.Parse(path) ?? throw ApiErrors.NoSuchResource();
        if (target.Name is { } name)
        {
            var found = store.Find(target.Kind, target.Namespace ?? "", name) ?? throw ApiErrors.NotFound(target.Kind, name);
            await JsonAnswer.Write(context, 200, found.Utf8).ConfigureAwait(false);
        }
    }
}
