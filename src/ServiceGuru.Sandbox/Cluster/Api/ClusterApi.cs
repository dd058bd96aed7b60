using System.Text;
using Microsoft.AspNetCore.Http;
using ServiceGuru.Sandbox.Cluster.Exec;
using ServiceGuru.Sandbox.Cluster.Images;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>
/// Answers every request below the cluster's prefix, as an API server does
/// (https://kubernetes.io/docs/reference/using-api/api-concepts/).
/// </summary>
internal sealed class ClusterApi
{
    private readonly TokenCheck tokens;
    private readonly ClusterRuntime runtime;
    private readonly ListEndpoint lists;
    private readonly WatchEndpoint watches;
    private readonly WriteEndpoint writes;
    private readonly ScaleEndpoint scales;
    private readonly LogEndpoint logs;
    private readonly ImportEndpoint imports;
    private readonly ExecEndpoint execs;
    private readonly TagEndpoint tags;
    private readonly AccessReviews reviews;

    public ClusterApi(ClusterRuntime runtime, SandboxClock clock, IImageCatalog catalog, IEffectLog log, TokenCheck tokens, Func<ObjectReader, ExecEndpoint> exec)
    {
        this.tokens = tokens;
        this.runtime = runtime;
        var store = runtime.Store;
        var reader = new ObjectReader(store, new ImageStreamTagView(store, catalog));
        var writer = new ObjectWriter(store, clock);
        var effects = new ClientEffects(log);
        lists = new ListEndpoint(reader, clock);
        watches = new WatchEndpoint(reader, clock);
        writes = new WriteEndpoint(reader, writer, effects);
        scales = new ScaleEndpoint(reader, writer, effects);
        logs = new LogEndpoint(reader, runtime.Kubelet, clock);
        imports = new ImportEndpoint(store, runtime.Importer, runtime.Deployments, clock, effects);
        tags = new TagEndpoint(store, writer, new ImageStreamTagView(store, catalog), effects);
        execs = exec(reader);
        reviews = new AccessReviews(runtime.Deployments);
    }

    /// <summary>Answers one request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="path">Its path below the prefix.</param>
    public async Task Answer(HttpContext context, string path)
    {
        if (runtime.Deployments.Drops())
        {
            context.Abort();
            return;
        }

        try
        {
            await Route(context, path.Trim('/')).ConfigureAwait(false);
        }
        catch (ApiException refused) when (!context.Response.HasStarted)
        {
            await JsonAnswer.Write(context, refused.Code, refused.Status()).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; nobody is left to answer.
        }
    }

    private Task Route(HttpContext context, string path)
    {
        if (path is "healthz" or "readyz" or "livez")
        {
            return Health(context, path);
        }

        if (path != "version" && !tokens.Accepts(context.Request.Headers.Authorization))
        {
            throw ApiErrors.Unauthorized();
        }

        if (path == "openapi/v2")
        {
            return Schema(context);
        }

        if (context.Request.Method == "POST" && path.StartsWith(AccessReviews.Path, StringComparison.Ordinal))
        {
            return reviews.Answer(context, path[AccessReviews.Path.Length..]);
        }

        return Discovery.Find(path) is { } document
            ? JsonAnswer.Write(context, 200, document)
            : Resource(context, ApiPath.Parse(path) ?? throw ApiErrors.NoSuchResource());
    }

    private Task Resource(HttpContext context, ApiPath path)
    {
        var options = new Lazy<ListOptions>(() => ListOptions.Read(context.Request.Query, path.Kind));
        return (context.Request.Method, path.Name, path.Subresource, Verb(context.Request.Method, path.Name)) switch
        {
            ("GET", not null, "log", _) => logs.Get(context, path),
            ("GET" or "POST", not null, "exec", _) => execs.Answer(context, path),
            ("GET", not null, "scale", _) => scales.Get(context, path),
            ("PUT" or "PATCH", not null, "scale", _) => scales.Write(context, path),
            ("GET", not null, null or "status", var verb) when Allows(path, verb) => lists.Get(context, path),
            ("GET", null, _, _) when options.Value.Watch && Allows(path, "watch") => watches.Answer(context, path, options.Value),
            ("GET", null, _, var verb) when !options.Value.Watch && Allows(path, verb) => lists.List(context, path, options.Value),
            ("POST", null, _, _) when path is { Kind.Kind: "ImageStreamImport", Namespace: not null } => imports.Create(context, path),
            ("POST", null, _, _) when path is { Kind.Kind: "ImageStreamTag", Namespace: not null } => tags.Create(context, path),
            ("PUT", not null, null, _) when path.Kind.Kind == "ImageStreamTag" => tags.Replace(context, path),
            ("DELETE", not null, null, _) when path.Kind.Kind == "ImageStreamTag" => tags.Delete(context, path),
            ("POST", null, _, var verb) when Allows(path, verb) && (path.Namespace is not null || !path.Kind.Namespaced) => writes.Create(context, path),
            ("PUT", not null, _, var verb) when Allows(path, verb) => writes.Replace(context, path),
            ("PATCH", not null, _, var verb) when Allows(path, verb) => writes.Patch(context, path),
            ("DELETE", not null, null, var verb) when Allows(path, verb) => writes.Delete(context, path),
            ("DELETE", null, _, var verb) when Allows(path, verb) => writes.DeleteMany(context, path, options.Value),
            _ => throw ApiErrors.MethodNotAllowed(Verb(context.Request.Method, path.Name), path.Kind),
        };
    }

    private Task Health(HttpContext context, string path)
    {
        // A controller that died would otherwise look like a rollout that takes forever.
        var broken = path != "livez" ? runtime.Work.Failure : null;
        context.Response.StatusCode = broken is null ? 200 : 500;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(broken is null ? "ok" : $"[-]controllers failed: {broken}", Encoding.UTF8, context.RequestAborted);
    }

    private static Task Schema(HttpContext context)
    {
        var json = !context.Request.Headers.Accept.ToString().Contains("protobuf", StringComparison.Ordinal);
        context.Response.ContentType = json ? "application/json" : OpenApi.ProtobufType;
        return json
            ? context.Response.WriteAsync(OpenApi.Json, context.RequestAborted)
            : context.Response.Body.WriteAsync(OpenApi.Protobuf, context.RequestAborted).AsTask();
    }

    private static bool Allows(ApiPath path, string verb) => path.Kind.Verbs.Contains(verb);

    private static string Verb(string method, string? name) => (method, name) switch
    {
        ("GET", null) => "list",
        ("GET", _) => "get",
        ("POST", _) => "create",
        ("PUT", _) => "update",
        ("PATCH", _) => "patch",
        ("DELETE", null) => "deletecollection",
        ("DELETE", _) => "delete",
        _ => method,
    };
}
