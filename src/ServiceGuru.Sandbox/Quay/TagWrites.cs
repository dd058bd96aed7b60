using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ServiceGuru.Sandbox.Web;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Quay;

/// <summary>Quay's calls that change tags; they need a token with the scope <c>repo:write</c>.</summary>
/// <param name="tokens">The credentials.</param>
/// <param name="effects">Hears of every change.</param>
/// <param name="faults">The switches.</param>
/// <param name="clock">The clock.</param>
internal sealed class TagWrites(SandboxTokens tokens, IEffectLog effects, IFaultBoard faults, SandboxClock clock)
{
    private const string TokenFault = "registry-token-refused";
    private const string DeleteFault = "tag-delete-fails";

    private readonly Lock gate = new();
    private string? stubborn;

    /// <summary>Deletes a tag.</summary>
    /// <param name="request">The request.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="name">The tag with its repository, for the log.</param>
    /// <param name="tag">The tag.</param>
    public IResult Delete(HttpRequest request, ImageRepository repository, string name, string tag)
    {
        if (Refuse(request) is { } refusal)
        {
            return refusal;
        }

        if (IsStubborn(name))
        {
            return QuayApi.Problem(400, "invalid_request", "Could not delete tag");
        }

        if (repository.Delete(tag, clock.Now) is not { } deleted)
        {
            return QuayApi.NotFound();
        }

        effects.Record("quay", "delete-tag", name, deleted.Image.Digest);
        return Results.NoContent();
    }

    /// <summary>Restores a tag.</summary>
    public async Task<IResult> RestoreAsync(HttpRequest request, ImageRepository repository, string name, string tag, CancellationToken cancellationToken)
    {
        if (Refuse(request) is { } refusal)
        {
            return refusal;
        }

        JsonElement? body = await Fields.ReadObjectAsync(request, cancellationToken);
        string? digest = body?.TryGetProperty("manifest_digest", out JsonElement given) == true ? given.GetString() : null;
        if (digest is null)
        {
            return QuayApi.Problem(400, "invalid_request", "Missing manifest_digest");
        }

        if (!repository.Restore(tag, digest, clock.Now))
        {
            return QuayApi.NotFound();
        }

        effects.Record("quay", "restore-tag", name, digest);
        return Results.Json(new { });
    }

    /// <summary>Whether a request's token may write.</summary>
    public bool Allows(HttpRequest request) => Refuse(request) is null;

    private IResult? Refuse(HttpRequest request) =>
        BearerToken.Read(request, "Bearer") is not { } token || !tokens.Matches("quay", token) ? QuayApi.Problem(401, "invalid_token", "Requires authentication")
        : faults.IsActive(TokenFault) ? QuayApi.Problem(403, "insufficient_scope", "Unauthorized")
        : null;

    // The first tag that somebody wants to delete, and no other.
    private bool IsStubborn(string name)
    {
        lock (gate)
        {
            return faults.IsActive(DeleteFault) && (stubborn ??= name) == name;
        }
    }
}
