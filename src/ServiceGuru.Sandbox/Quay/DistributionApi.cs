using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Sandbox.Web;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Quay;

/// <summary>
/// The pull side of the OCI distribution API as Quay serves it
/// (https://github.com/opencontainers/distribution-spec/blob/main/spec.md), with the token endpoint that clients are sent to.
/// </summary>
/// <param name="catalog">The registry's content.</param>
/// <param name="tokens">The credentials.</param>
internal sealed class DistributionApi(ImageCatalog catalog, SandboxTokens tokens)
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    // A token for reading public repositories; it is handed to whoever asks, so it guards nothing.
    private readonly string anonymous = StableHash.Hex(tokens["quay"], 48);

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v2/auth", IssueToken);
        routes.MapMethods("/v2/", Reading, () => Results.Text("true", "application/json"));
        routes.MapGet("/v2/{ns}/{repository}/tags/list", ListTags);
        routes.MapMethods("/v2/{ns}/{repository}/manifests/{reference}", Reading, GetManifest);
        routes.MapMethods("/v2/{ns}/{repository}/blobs/{digest}", Reading, GetBlob);
    }

    /// <summary>Whether a presented token is one that <c>/v2/auth</c> handed out.</summary>
    public bool IsAnonymous(string token) => token == anonymous;

    /// <summary>The distribution API's error object.</summary>
    public static IResult Error(int status, string code, string message) =>
        Results.Json(new { errors = new[] { new { code, detail = new { }, message } } }, statusCode: status);

    private IResult IssueToken(HttpRequest request)
    {
        // Whoever shows credentials must show the right ones; whoever shows none may read what is public.
        string? basic = BearerToken.Read(request, "Basic");
        string expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"$oauthtoken:{tokens["quay"]}"));
        return basic is null || basic == expected
            ? Results.Json(new { token = anonymous, access_token = anonymous, expires_in = 3600 })
            : Error(401, "UNAUTHORIZED", "Could not find robot or token with the given credentials");
    }

    private ImageRepository? Find(string ns, string repository) => ns == catalog.Namespace ? catalog.Find(repository) : null;

    private static IResult UnknownName() => Error(404, "NAME_UNKNOWN", "repository name not known to registry");

    private IResult ListTags(string ns, string repository) => Find(ns, repository) is { } found
        ? Results.Json(new
        {
            name = $"{ns}/{repository}",
            tags = found.History.Where(tag => tag.End is null).Select(tag => tag.Name).Order(StringComparer.Ordinal),
        })
        : UnknownName();

    private IResult GetManifest(HttpContext context, string ns, string repository, string reference)
    {
        if (Find(ns, repository) is not { } found)
        {
            return UnknownName();
        }

        bool byDigest = reference.StartsWith("sha256:", StringComparison.Ordinal);
        BuiltImage? built = byDigest ? found.FindDigest(reference) : found.FindTag(reference);
        if (built is null)
        {
            return Error(404, "MANIFEST_UNKNOWN", "manifest unknown");
        }

        RegistryBlob manifest = byDigest ? built.Manifests.First(entry => entry.Digest == reference) : built.Manifests[0];
        if (built.IsIndex && !byDigest && !AcceptsIndex(context.Request))
        {
            // A client that doesn't know indexes gets the first platform, as from every registry.
            manifest = built.Manifests[1];
        }

        return Blob(context, manifest);
    }

    private IResult GetBlob(HttpContext context, string ns, string repository, string digest) => Find(ns, repository) is not { } found
        ? UnknownName()
        : found.FindBlob(digest) is { } blob ? Blob(context, blob) : Error(404, "BLOB_UNKNOWN", "blob unknown to registry");

    private static bool AcceptsIndex(HttpRequest request)
    {
        string accept = string.Join(',', request.Headers.Accept.ToArray());
        return accept.Length == 0 || accept.Contains("*/*", StringComparison.Ordinal) || accept.Contains(ImageBuilder.IndexType, StringComparison.Ordinal);
    }

    private static IResult Blob(HttpContext context, RegistryBlob blob)
    {
        context.Response.Headers["Docker-Content-Digest"] = blob.Digest;
        context.Response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
        return Results.Bytes(blob.Content, blob.MediaType);
    }
}
