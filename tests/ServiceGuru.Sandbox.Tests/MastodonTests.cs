using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ServiceGuru.Sandbox.Tests;

public sealed class MastodonTests
{
    private const string Statuses = "mastodon/api/v1/statuses";

    [Fact]
    public async Task A_key_that_is_repeated_gives_the_same_status_and_one_effect()
    {
        await using World world = await StartAsync();
        string first = (await World.ReadAsync(await PostAsync(world, new { status = "Hello https://packit.dev/a/very/long/path/indeed/0123456789" }, "k1"))).GetProperty("id").GetString()!;
        JsonElement again = await World.ReadAsync(await PostAsync(world, new { status = "Hello https://packit.dev/a/very/long/path/indeed/0123456789" }, "k1"));

        again.GetProperty("id").GetString().ShouldBe(first);
        again.GetProperty("content").GetString().ShouldNotBeNull().ShouldContain("<span class=\"invisible\">https://</span><span class=\"ellipsis\">");
        world.Server.Effects.ShouldHaveSingleItem().Action.ShouldBe("post");
        JsonElement newest = (await world.JsonAsync("mastodon/api/v1/accounts/109346/statuses?limit=1", world.Token("mastodon"))).EnumerateArray().ShouldHaveSingleItem();
        newest.GetProperty("id").GetString().ShouldBe(first);
    }

    [Fact]
    public async Task For_scheduled_statuses_the_key_is_not_heeded_and_too_near_ones_appear_at_once()
    {
        await using World world = await StartAsync();
        string later = TimeProvider.System.GetUtcNow().AddHours(2).ToString("O");
        await World.ReadAsync(await PostAsync(world, new { status = "Later", scheduled_at = later }, "k1"));
        await World.ReadAsync(await PostAsync(world, new { status = "Later", scheduled_at = later }, "k1"));
        await World.ReadAsync(await PostAsync(world, new { status = "Soon", scheduled_at = TimeProvider.System.GetUtcNow().AddMinutes(2).ToString("O") }, "k2"));

        (await world.JsonAsync("mastodon/api/v1/scheduled_statuses", world.Token("mastodon"))).GetArrayLength().ShouldBe(2);
        world.Server.Effects.Select(effect => effect.Action).ShouldBe(["schedule", "schedule", "post"]);
    }

    [Fact]
    public async Task What_is_too_long_answers_nothing_or_has_no_token_is_refused()
    {
        await using World world = await StartAsync("mastodon-limit");
        (await world.JsonAsync("mastodon/api/v2/instance")).GetProperty("configuration").GetProperty("statuses").GetProperty("max_characters").GetInt32().ShouldBe(300);

        (await PostAsync(world, new { status = new string('x', 277) + " https://packit.dev/a/path/that/is/longer/than/23" }, "k1")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await PostAsync(world, new { status = new string('x', 276) + " https://packit.dev/a/path/that/is/longer/than/23" }, "k2")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PostAsync(world, new { status = "x", in_reply_to_id = "1" }, "k3")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await world.SendAsync(HttpMethod.Post, Statuses, null, JsonContent.Create(new { status = "x" }))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_status_can_be_deleted_and_the_allowance_is_told()
    {
        await using World world = await StartAsync();
        string id = (await World.ReadAsync(await PostAsync(world, new { status = "Oops" }, "k1"))).GetProperty("id").GetString()!;

        using HttpResponseMessage deleted = await world.SendAsync(HttpMethod.Delete, $"{Statuses}/{id}", world.Token("mastodon"));

        deleted.StatusCode.ShouldBe(HttpStatusCode.OK);
        deleted.Headers.GetValues("X-RateLimit-Limit").ShouldBe(["300"]);
        DateTimeOffset.Parse(deleted.Headers.GetValues("X-RateLimit-Reset").Single()).ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddSeconds(-30));
        (await world.SendAsync(HttpMethod.Delete, $"{Statuses}/{id}", world.Token("mastodon"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        world.Server.Effects.Select(effect => effect.Action).ShouldBe(["post", "delete"]);
    }

    private static Task<World> StartAsync(params string[] faults) => World.StartAsync(10, faults);

    private static async Task<HttpResponseMessage> PostAsync(World world, object body, string key)
    {
        JsonContent content = JsonContent.Create(body);
        content.Headers.Add("Idempotency-Key", key);
        return await world.SendAsync(HttpMethod.Post, Statuses, world.Token("mastodon"), content);
    }
}
