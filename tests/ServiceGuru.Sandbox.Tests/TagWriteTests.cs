using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ServiceGuru.Sandbox.Tests;

public sealed class TagWriteTests
{
    private const string Tags = "quay/api/v1/repository/packit/sandcastle/tag/";

    [Fact]
    public async Task A_tag_is_deleted_and_restored_with_the_token_only_and_each_is_one_effect()
    {
        await using World world = await World.StartAsync();
        JsonElement oldest = (await world.JsonAsync($"{Tags}?onlyActiveTags=true&limit=100")).GetProperty("tags").EnumerateArray().Last();
        (string name, string digest) = (oldest.GetProperty("name").GetString()!, oldest.GetProperty("manifest_digest").GetString()!);

        (await world.SendAsync(HttpMethod.Delete, Tags + name)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync(world, HttpMethod.Delete, Tags + name)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await SendAsync(world, HttpMethod.Delete, Tags + name)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await world.JsonAsync($"{Tags}?specificTag={name}&onlyActiveTags=true")).GetProperty("tags").GetArrayLength().ShouldBe(0);

        (await SendAsync(world, HttpMethod.Post, $"{Tags}{name}/restore", new { manifest_digest = "sha256:0" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync(world, HttpMethod.Post, $"{Tags}{name}/restore", new { manifest_digest = digest })).StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonElement restored = (await world.JsonAsync($"{Tags}?specificTag={name}&onlyActiveTags=true")).GetProperty("tags").EnumerateArray().ShouldHaveSingleItem();
        restored.GetProperty("manifest_digest").GetString().ShouldBe(digest);
        restored.GetProperty("reversion").GetBoolean().ShouldBeTrue();
        world.Server.Effects.Select(effect => $"{effect.System} {effect.Action} {effect.Target} = {effect.Detail}")
            .ShouldBe([$"quay delete-tag packit/sandcastle:{name} = {digest}", $"quay restore-tag packit/sandcastle:{name} = {digest}"]);
    }

    private static Task<HttpResponseMessage> SendAsync(World world, HttpMethod method, string path, object? body = null) =>
        world.SendAsync(method, path, world.Token("quay"), body is null ? null : JsonContent.Create(body));
}
