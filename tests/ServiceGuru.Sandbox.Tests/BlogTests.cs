using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace ServiceGuru.Sandbox.Tests;

public sealed class BlogTests
{
    private const string Blog = "repos/packit/packit.dev";
    private const string Place = "weekly/2026/week-20.md";

    [Fact]
    public async Task A_post_is_proposed_checked_approved_and_merged()
    {
        await using World world = await World.StartAsync();
        int number = await ProposeAsync(world);

        JsonElement again = await SendAsync(world, HttpMethod.Post, $"{Blog}/pulls", new { title = "T", head = "post", @base = "main" }, HttpStatusCode.UnprocessableEntity);
        again.GetProperty("errors")[0].GetProperty("message").GetString().ShouldBe("A pull request already exists for packit:post.");
        JsonElement pull = await world.GitHubAsync($"{Blog}/pulls/{number}");
        pull.GetProperty("mergeable").ValueKind.ShouldBe(JsonValueKind.Null, "GitHub has only begun to look");
        (await world.GitHubAsync($"{Blog}/pulls/{number}")).GetProperty("mergeable").GetBoolean().ShouldBeTrue();
        string head = pull.GetProperty("head").GetProperty("sha").GetString()!;
        await World.EventuallyAsync(() => world.GitHubAsync($"{Blog}/commits/{head}/check-runs"), checks => checks.GetProperty("check_runs")[0].GetProperty("conclusion").ValueEquals("success"));
        await World.EventuallyAsync(() => world.GitHubAsync($"{Blog}/pulls/{number}/reviews"), reviews => reviews.GetArrayLength() == 1 && reviews[0].GetProperty("state").ValueEquals("APPROVED"));

        (await SendAsync(world, HttpMethod.Put, $"{Blog}/pulls/{number}/merge", new { sha = new string('0', 40) }, HttpStatusCode.Conflict)).GetProperty("message").GetString().ShouldNotBeNull().ShouldStartWith("Head branch was modified.");
        JsonElement merged = await SendAsync(world, HttpMethod.Put, $"{Blog}/pulls/{number}/merge", new { sha = head });
        merged.GetProperty("merged").GetBoolean().ShouldBeTrue();
        (await SendAsync(world, HttpMethod.Put, $"{Blog}/pulls/{number}/merge", new { sha = head }, HttpStatusCode.MethodNotAllowed)).GetProperty("message").GetString().ShouldBe("Pull Request is not mergeable");

        JsonElement file = await world.GitHubAsync($"{Blog}/contents/{Place}?ref=main");
        Encoding.UTF8.GetString(Convert.FromBase64String(file.GetProperty("content").GetString()!)).ShouldBe("text\n");
        file.GetProperty("sha").GetString().ShouldBe("8e27be7d6154a1f68ea9160ef0e18691d20560dc");
        (await world.GitHubAsync($"{Blog}/commits/main")).GetProperty("parents").GetArrayLength().ShouldBe(2);
        world.Server.Effects.Select(effect => effect.Action).ShouldBe(["create-branch", "write-file", "open-pull-request", "merge-pull-request"]);
    }

    [Fact]
    public async Task A_file_is_replaced_only_under_its_name()
    {
        await using World world = await World.StartAsync();
        await ProposeAsync(world);
        string content = Convert.ToBase64String("other\n"u8);

        await SendAsync(world, HttpMethod.Put, $"{Blog}/contents/{Place}", new { message = "m", content, branch = "post" }, HttpStatusCode.UnprocessableEntity);
        await SendAsync(world, HttpMethod.Put, $"{Blog}/contents/{Place}", new { message = "m", content, branch = "post", sha = new string('1', 40) }, HttpStatusCode.Conflict);
        await SendAsync(world, HttpMethod.Put, $"{Blog}/contents/{Place}", new { message = "m", content, branch = "post", sha = "8e27be7d6154a1f68ea9160ef0e18691d20560dc" });

        world.Server.Effects.Count(effect => effect.Action == "write-file").ShouldBe(2);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_written()
    {
        await using World world = await World.StartAsync();

        using HttpResponseMessage response = await world.SendAsync(HttpMethod.Post, $"github/{Blog}/pulls", token: null, JsonContent.Create(new { title = "T", head = "post", @base = "main" }));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        world.Server.Effects.ShouldBeEmpty();
    }

    private static async Task<int> ProposeAsync(World world)
    {
        string main = (await world.GitHubAsync($"{Blog}/git/ref/heads/main")).GetProperty("object").GetProperty("sha").GetString()!;
        await SendAsync(world, HttpMethod.Post, $"{Blog}/git/refs", new { @ref = "refs/heads/post", sha = main }, HttpStatusCode.Created);
        await SendAsync(world, HttpMethod.Put, $"{Blog}/contents/{Place}", new { message = "Add blog post for week 20", content = Convert.ToBase64String("text\n"u8), branch = "post" }, HttpStatusCode.Created);
        JsonElement pull = await SendAsync(world, HttpMethod.Post, $"{Blog}/pulls", new { title = "Week 20 in Packit", head = "post", @base = "main", body = "b" }, HttpStatusCode.Created);
        return pull.GetProperty("number").GetInt32();
    }

    private static async Task<JsonElement> SendAsync(World world, HttpMethod method, string path, object body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using JsonContent content = JsonContent.Create(body);
        using HttpResponseMessage response = await world.SendAsync(method, $"github/{path}", world.Token("github"), content);
        string text = await response.Content.ReadAsStringAsync(World.Deadline());
        response.StatusCode.ShouldBe(expected, text);
        return JsonDocument.Parse(text).RootElement.Clone();
    }
}
