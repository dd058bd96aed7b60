using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Sandbox.Git;
using ServiceGuru.Sandbox.Web;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>Files and branches, written (https://docs.github.com/rest/repos/contents, https://docs.github.com/rest/git/refs#create-a-reference).</summary>
/// <param name="repositories">The repositories.</param>
/// <param name="board">The pull requests; for the turn.</param>
/// <param name="links">The addresses.</param>
/// <param name="clock">The clock.</param>
/// <param name="effects">The effects.</param>
internal sealed class ContentsApi(RepositoryIndex repositories, ProposalBoard board, GitHubLinks links, SandboxClock clock, IEffectLog effects)
{
    /// <summary>The account that the world's token belongs to.</summary>
    public static Person TokenOwner { get; } = new("service-guru", "Service Guru");

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/repos/{owner}/{name}/git/refs", CreateRefAsync);
        routes.MapGet("/repos/{owner}/{name}/contents/{**path}", GetAsync);
        routes.MapPut("/repos/{owner}/{name}/contents/{**path}", PutAsync);
    }

    private async Task<IResult> CreateRefAsync(HttpRequest request, string owner, string name, CancellationToken cancellationToken)
    {
        if (repositories.Find(owner, name) is not { } repository)
        {
            return GitHubErrors.NotFound();
        }

        JsonElement? body = await Fields.ReadObjectAsync(request, cancellationToken);
        string reference = Text(body, "ref") ?? string.Empty;
        if (!reference.StartsWith("refs/heads/", StringComparison.Ordinal) || Text(body, "sha") is not { } sha
            || await repository.ResolveAsync(sha, cancellationToken) is not { } commit)
        {
            return GitHubErrors.Error(422, "Object does not exist", "/git/refs#create-a-reference");
        }

        string branch = reference["refs/heads/".Length..];
        await board.Turn.WaitAsync(cancellationToken);
        try
        {
            if (repository.Head(branch) is not null)
            {
                return GitHubErrors.Error(422, "Reference already exists", "/git/refs#create-a-reference");
            }

            // A client that is killed now must not leave a branch of which the record of effects does not tell.
            await GitProgram.RunAsync(repository.Path, ["update-ref", reference, commit.Sha], input: null, CancellationToken.None);
            effects.Record("github", "create-branch", repository.Definition.Slug!, branch);
            return Results.Json(
                new { @ref = reference, url = links.Api(repository, $"/git/{reference}"), @object = new { type = "commit", sha = commit.Sha, url = links.Api(repository, $"/git/commits/{commit.Sha}") } },
                statusCode: 201);
        }
        finally
        {
            board.Turn.Release();
        }
    }

    private async Task<IResult> GetAsync(HttpRequest request, string owner, string name, string path, CancellationToken cancellationToken)
    {
        if (repositories.Find(owner, name) is not { } repository)
        {
            return GitHubErrors.NotFound();
        }

        string branch = request.Query["ref"] is [{ Length: > 0 } asked] ? asked : repository.Definition.Source;
        var files = new BranchFiles(repository, clock);
        return await files.FindAsync(branch, path, cancellationToken) is { } found
            ? Results.Json(File(repository, path, found, Convert.ToBase64String(Encoding.UTF8.GetBytes(await files.ReadAsync(found, cancellationToken)))))
            : GitHubErrors.NotFound();
    }

    private async Task<IResult> PutAsync(HttpRequest request, string owner, string name, string path, CancellationToken cancellationToken)
    {
        JsonElement? body = await Fields.ReadObjectAsync(request, cancellationToken);
        if (repositories.Find(owner, name) is not { } repository)
        {
            return GitHubErrors.NotFound();
        }

        string branch = Text(body, "branch") ?? repository.Definition.Source;
        if (repository.Head(branch) is null)
        {
            return GitHubErrors.Error(404, $"Branch {branch} not found");
        }

        if (Text(body, "message") is not { } message || Text(body, "content") is not { } content)
        {
            return GitHubErrors.Error(422, "Invalid request.\n\n\"content\" wasn't supplied.");
        }

        await board.Turn.WaitAsync(cancellationToken);
        try
        {
            var files = new BranchFiles(repository, clock);
            string? found = await files.FindAsync(branch, path, cancellationToken);
            string? expected = Text(body, "sha");
            if (found is not null && expected is null)
            {
                return GitHubErrors.Error(422, "Invalid request.\n\n\"sha\" wasn't supplied.", "/repos/contents#create-or-update-file-contents");
            }

            if (expected is not null && expected != found)
            {
                return GitHubErrors.Error(409, $"{path} does not match {expected}", "/repos/contents#create-or-update-file-contents");
            }

            string commit = await files.WriteAsync(branch, path, Encoding.UTF8.GetString(Convert.FromBase64String(content)), message + "\n", TokenOwner, CancellationToken.None);
            effects.Record("github", "write-file", $"{repository.Definition.Slug} {path}", commit);
            string written = (await files.FindAsync(branch, path, cancellationToken))!;
            return Results.Json(
                new { content = File(repository, path, written, null), commit = new { sha = commit, message, html_url = links.Web(repository, $"/commit/{commit}") } },
                statusCode: found is null ? 201 : 200);
        }
        finally
        {
            board.Turn.Release();
        }
    }

    private Dictionary<string, object?> File(SandboxRepository repository, string path, string sha, string? content)
    {
        var shape = new Dictionary<string, object?>
        {
            ["type"] = "file",
            ["name"] = path.Split('/')[^1],
            ["path"] = path,
            ["sha"] = sha,
            ["url"] = links.Api(repository, $"/contents/{path}"),
            ["html_url"] = links.Web(repository, $"/blob/{repository.Definition.Source}/{path}"),
        };
        if (content is not null)
        {
            shape["encoding"] = "base64";
            shape["content"] = content;
        }

        return shape;
    }

    private static string? Text(JsonElement? body, string name) =>
        body is { } json && json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
