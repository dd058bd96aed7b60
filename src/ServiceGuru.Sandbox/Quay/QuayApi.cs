using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Sandbox.Web;

namespace ServiceGuru.Sandbox.Quay;

/// <summary>
/// Quay's own API, as far as tags go (https://docs.quay.io/api/swagger/: listRepoTags, deleteFullTag, restoreTag,
/// listManifestLabels). Repositories are public: to read, no token is needed, but a wrong one is refused.
/// </summary>
/// <param name="catalog">The registry's content.</param>
/// <param name="writes">Deletes and restores tags.</param>
/// <param name="colleague">Hears who looked at a repository's tags.</param>
internal sealed class QuayApi(ImageCatalog catalog, TagWrites writes, RevertingColleague colleague)
{
    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/repository/{ns}/{repository}", GetRepository);
        routes.MapGet("/api/v1/repository/{ns}/{repository}/tag/", ListTags);
        routes.MapGet("/api/v1/repository/{ns}/{repository}/manifest/{digest}/labels", ListLabels);
        routes.MapDelete("/api/v1/repository/{ns}/{repository}/tag/{tag}", (HttpRequest request, string ns, string repository, string tag) =>
            Find(ns, repository) is { } found ? writes.Delete(request, found, $"{ns}/{repository}:{tag}", tag) : NotFound());
        routes.MapPost("/api/v1/repository/{ns}/{repository}/tag/{tag}/restore", async (HttpRequest request, string ns, string repository, string tag, CancellationToken cancellationToken) =>
            Find(ns, repository) is { } found ? await writes.RestoreAsync(request, found, $"{ns}/{repository}:{tag}", tag, cancellationToken) : NotFound());
        routes.MapGet("/api/v1/{**rest}", () => NotFound());
    }

    /// <summary>Quay's error object.</summary>
    public static IResult Problem(int status, string type, string detail) => Results.Json(
        new { detail, error_message = detail, error_type = type, title = type, type = $"https://quay.io/api/v1/error/{type}", status }, statusCode: status);

    /// <summary>Quay's answer where there is nothing.</summary>
    public static IResult NotFound() => Problem(404, "not_found", "Not Found");

    private ImageRepository? Find(string ns, string repository) => ns == catalog.Namespace ? catalog.Find(repository) : null;

    private IResult GetRepository(HttpRequest request, string ns, string repository) => Find(ns, repository) is null
        ? NotFound()
        : Results.Json(new { @namespace = ns, name = repository, kind = "image", description = (string?)null, is_public = true, state = "NORMAL", can_write = writes.Allows(request), can_admin = false });

    private IResult ListTags(HttpRequest request, string ns, string repository)
    {
        if (Find(ns, repository) is not { } found)
        {
            return NotFound();
        }

        PageRequest page = PageRequest.Read(request, "limit", standard: 50, most: 100);
        string specific = request.Query["specificTag"].ToString();
        string filter = request.Query["filter_tag_name"].ToString();
        bool active = bool.TryParse(request.Query["onlyActiveTags"], out bool asked) ? asked : request.Query["onlyActiveTags"] == "1";
        List<ImageTag> tags =
        [
            .. found.History
                .Where(tag => specific.Length == 0 || tag.Name == specific)
                .Where(tag => !filter.StartsWith("like:", StringComparison.Ordinal) || tag.Name.Contains(filter[5..], StringComparison.Ordinal))
                .Where(tag => !filter.StartsWith("eq:", StringComparison.Ordinal) || tag.Name == filter[3..])
                .Where(tag => !active || tag.End is null),
        ];
        if (specific.Length == 0)
        {
            colleague.Notice(found);
        }

        return Results.Json(new { tags = page.Of(tags).Select(Tag), page = page.Number, has_additional = tags.Count > page.Skip + page.Size });
    }

    private IResult ListLabels(HttpRequest request, string ns, string repository, string digest)
    {
        if (Find(ns, repository)?.FindDigest(digest) is not { } built)
        {
            return NotFound();
        }

        // Quay keeps the labels of images, and none for the index over them.
        string prefix = request.Query["filter"].ToString();
        bool isIndex = built.IsIndex && digest == built.Digest;
        return Results.Json(new
        {
            labels = built.Labels.Where(label => !isIndex && label.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(label => new
            {
                id = World.StableHash.Hex(digest + label.Key, 32),
                key = label.Key,
                value = label.Value,
                source_type = "manifest",
                media_type = "text/plain",
            }),
        });
    }

    private static Dictionary<string, object?> Tag(ImageTag tag)
    {
        // What a tag doesn't have is absent, not null.
        var shape = new Dictionary<string, object?>
        {
            ["name"] = tag.Name,
            ["reversion"] = tag.Reversion,
            ["start_ts"] = tag.Start.ToUnixTimeSeconds(),
            ["manifest_digest"] = tag.Image.Digest,
            ["is_manifest_list"] = tag.Image.IsIndex,
            ["size"] = tag.Image.IsIndex ? null : tag.Image.Size,
            ["last_modified"] = Date(tag.Start),
        };
        if (tag.End is { } end)
        {
            shape["end_ts"] = end.ToUnixTimeSeconds();
            shape["expiration"] = Date(end);
        }

        return shape;
    }

    private static string Date(DateTimeOffset time) => time.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss -0000", CultureInfo.InvariantCulture);
}
