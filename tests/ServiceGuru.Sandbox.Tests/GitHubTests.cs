using System.Net;
using System.Text.Json;

namespace ServiceGuru.Sandbox.Tests;

public sealed class GitHubTests(SharedWorld shared) : IClassFixture<SharedWorld>
{
    private const string Runs = "repos/packit/packit-service/actions/workflows/rebuild-and-push-images.yml/runs";

    [Fact]
    public async Task A_comparison_counts_what_git_counts_oldest_first()
    {
        World world = shared.World;
        string[] pending = (await world.GitAsync("packit-service", "rev-list", "stable..main")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        JsonElement ahead = await world.GitHubAsync("repos/packit/packit-service/compare/stable...main");
        ahead.GetProperty("status").GetString().ShouldBe("ahead");
        ahead.GetProperty("ahead_by").GetInt32().ShouldBe(pending.Length);
        ahead.GetProperty("behind_by").GetInt32().ShouldBe(0);
        string?[] shas = [.. ahead.GetProperty("commits").EnumerateArray().Select(commit => commit.GetProperty("sha").GetString())];
        shas.ShouldBe(pending, ignoreOrder: true);
        shas[^1].ShouldBe(await world.HeadAsync("packit-service", "main"));
        ahead.GetProperty("merge_base_commit").GetProperty("sha").GetString().ShouldBe(await world.HeadAsync("packit-service", "stable"));

        string main = await world.HeadAsync("packit-service", "main");
        string stable = await world.HeadAsync("packit-service", "stable");
        (await world.GitHubAsync($"repos/packit/packit-service/compare/{main}...{stable}")).GetProperty("status").GetString().ShouldBe("behind");
        (await world.GitHubAsync("repos/packit/packit-service/compare/main...main")).GetProperty("status").GetString().ShouldBe("identical");
    }

    [Fact]
    public async Task A_diverged_branch_compares_as_diverged()
    {
        await using World world = await World.StartAsync(speed: 1, faults: "stable-diverged");
        JsonElement comparison = await world.GitHubAsync("repos/packit/packit-service/compare/stable...main");
        comparison.GetProperty("status").GetString().ShouldBe("diverged");
        comparison.GetProperty("behind_by").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_pushed_commit_is_known_at_once()
    {
        await using World world = await World.StartAsync(speed: 1);
        string tree = (await world.GitAsync("ogr", "rev-parse", "main^{tree}")).Trim();
        string made = (await world.GitAsync("ogr", "commit-tree", tree, "-p", "main", "-m", "Fix it quickly")).Trim();
        await world.PushAsync("ogr", "origin/main:refs/heads/unrelated");
        await world.GitAsync("ogr", "update-ref", "refs/heads/hotfix", made);

        JsonElement commit = await world.GitHubAsync("repos/packit/ogr/commits/hotfix");
        commit.GetProperty("sha").GetString().ShouldBe(made);
        commit.GetProperty("commit").GetProperty("message").GetString().ShouldBe("Fix it quickly");
        (await world.GitHubAsync("repos/packit/ogr/compare/main...hotfix")).GetProperty("ahead_by").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_merge_commit_leads_to_its_pull_request_and_back()
    {
        World world = shared.World;
        string main = await world.HeadAsync("packit-service", "main");
        JsonElement pull = (await world.GitHubAsync($"repos/packit/packit-service/commits/{main}/pulls")).EnumerateArray().Single();
        int number = pull.GetProperty("number").GetInt32();
        (await world.GitAsync("packit-service", "log", "-1", "--format=%s", "main")).ShouldStartWith($"Merge pull request #{number} from ");

        JsonElement single = await world.GitHubAsync($"repos/packit/packit-service/pulls/{number}");
        single.GetProperty("merged").GetBoolean().ShouldBeTrue();
        single.GetProperty("merge_commit_sha").GetString().ShouldBe(main);
        single.GetProperty("base").GetProperty("ref").GetString().ShouldBe("main");
        single.GetProperty("html_url").GetString().ShouldBe($"https://github.com/packit/packit-service/pull/{number}");
        single.GetProperty("title").GetString().ShouldBe(pull.GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_rebased_pull_request_is_found_from_each_of_its_commits()
    {
        World world = shared.World;
        string[] commits = (await world.GitAsync("dashboard", "rev-list", "stable..main")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var numbers = new HashSet<int>();
        foreach (string commit in commits)
        {
            JsonElement pulls = await world.GitHubAsync($"repos/packit/dashboard/commits/{commit}/pulls");
            numbers.Add(pulls.EnumerateArray().Single().GetProperty("number").GetInt32());
        }

        numbers.Count.ShouldBeInRange(3, 5);
    }

    [Fact]
    public async Task Pull_requests_come_page_by_page_newest_first()
    {
        World world = shared.World;
        var numbers = new List<int>();
        string? next = "github/repos/packit/packit-service/pulls?state=closed&base=main&per_page=25";
        int pages = 0;
        while (next is not null)
        {
            using HttpResponseMessage response = await world.GetAsync(next, world.Token("github"));
            numbers.AddRange((await World.ReadAsync(response)).EnumerateArray().Select(pull => pull.GetProperty("number").GetInt32()));
            next = Next(response);
            pages++;
        }

        pages.ShouldBe(3);
        numbers.Count.ShouldBe(61);
        numbers.ShouldBe(numbers.OrderDescending());
        (await world.GitHubAsync("repos/packit/packit-service/pulls?state=closed&base=stable")).GetArrayLength().ShouldBe(0);
        (await world.GitHubAsync("repos/packit/packit-service/pulls")).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_description_can_be_missing_or_corrected_after_the_merge()
    {
        World world = shared.World;
        JsonElement pulls = await world.GitHubAsync("repos/packit/packit-service/pulls?state=closed&per_page=100");
        pulls.EnumerateArray().ShouldContain(pull => pull.GetProperty("body").ValueKind == JsonValueKind.Null);
        string[] bodies = [.. pulls.EnumerateArray().Select(pull => pull.GetProperty("body").GetString() ?? string.Empty)];
        bodies.ShouldContain(body => body.Contains("RELEASE NOTES BEGIN\r\n", StringComparison.Ordinal));
        bodies.Count(body => body.Contains("The documentation has an example.", StringComparison.Ordinal)).ShouldBe(1);
        (await world.GitAsync("packit-service", "log", "--format=%B", "main")).ShouldNotContain("The documentation has an example.");
    }

    [Fact]
    public async Task Production_and_staging_were_built_before_the_world_began()
    {
        World world = shared.World;
        foreach (string branch in new[] { "main", "stable" })
        {
            string head = await world.HeadAsync("packit-service", branch);
            JsonElement runs = await world.GitHubAsync($"{Runs}?branch={branch}&head_sha={head}");
            runs.GetProperty("total_count").GetInt32().ShouldBe(1);
            JsonElement run = runs.GetProperty("workflow_runs")[0];
            run.GetProperty("status").GetString().ShouldBe("completed");
            run.GetProperty("conclusion").GetString().ShouldBe("success");
            run.GetProperty("name").GetString().ShouldBe("Rebuild & push images");
        }
    }

    [Fact]
    public async Task A_push_of_stable_is_built_job_by_job()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 5, 18, 13, 0, 0, TimeSpan.Zero));
        await using World world = await World.StartAsync(clock, speed: 1);
        await world.PushAsync("packit-service", "origin/main:refs/heads/stable");
        string main = await world.HeadAsync("packit-service", "main");
        var seen = new List<string>();
        JsonElement runs = await World.EventuallyAsync(
            async () =>
            {
                clock.Advance(seen.Contains("in_progress") ? TimeSpan.FromMinutes(3) : TimeSpan.FromSeconds(5));
                return (await world.GitHubAsync($"{Runs}?branch=stable&head_sha={main}")).GetProperty("workflow_runs");
            },
            runs =>
            {
                string status = runs.GetArrayLength() == 0 ? "none" : runs[0].GetProperty("status").GetString()!;
                seen.Add(status);
                return status == "completed";
            });

        seen.Distinct().ShouldBe(["none", "queued", "in_progress", "completed"]);
        DateTimeOffset created = runs[0].GetProperty("created_at").GetDateTimeOffset();
        (runs[0].GetProperty("updated_at").GetDateTimeOffset() - created).ShouldBeInRange(TimeSpan.FromMinutes(40), TimeSpan.FromMinutes(60));
        runs[0].GetProperty("conclusion").GetString().ShouldBe("success");
        long id = runs[0].GetProperty("id").GetInt64();
        JsonElement jobs = await world.GitHubAsync($"repos/packit/packit-service/actions/runs/{id}/jobs");
        jobs.GetProperty("jobs").EnumerateArray().Select(job => job.GetProperty("name").GetString())
            .ShouldBe(["build-and-push (packit-service)", "build-and-push (packit-worker)", "build-and-push (packit-service-tests)"]);
        (await world.GitHubAsync($"{Runs}?status=success&head_sha={main}&branch=stable")).GetProperty("total_count").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_library_without_images_is_not_built()
    {
        await using World world = await World.StartAsync();
        await world.PushAsync("ogr", "origin/main:refs/heads/stable");
        await World.EventuallyAsync(() => Task.FromResult(world.Server.Effects.Count), count => count == 1);
        using HttpResponseMessage runs = await world.GetAsync("github/repos/packit/ogr/actions/workflows/build-and-push.yml/runs", world.Token("github"));
        runs.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_failing_build_names_its_second_job_moves_no_tag_and_succeeds_when_run_again()
    {
        await using World world = await World.StartAsync(speed: 4000, faults: "image-build-fails");
        string before = await ProdDigestAsync(world);
        await world.PushAsync("packit-service", "origin/main:refs/heads/stable");
        string main = await world.HeadAsync("packit-service", "main");
        JsonElement run = await CompletedAsync(world, main, attempt: 1);
        run.GetProperty("conclusion").GetString().ShouldBe("failure");
        long id = run.GetProperty("id").GetInt64();
        JsonElement jobs = (await world.GitHubAsync($"repos/packit/packit-service/actions/runs/{id}/jobs")).GetProperty("jobs");
        jobs.EnumerateArray().Select(job => job.GetProperty("conclusion").GetString()).ShouldBe(["cancelled", "failure", "cancelled"]);
        string log = await (await world.GetAsync($"github/repos/packit/packit-service/actions/jobs/{jobs[1].GetProperty("id").GetInt64()}/logs", world.Token("github"))).Content.ReadAsStringAsync();
        log.ShouldContain("exit code 1");
        (await ProdDigestAsync(world)).ShouldBe(before);

        world.Server.SetFault("image-build-fails", false);
        using HttpResponseMessage again = await world.SendAsync(HttpMethod.Post, $"github/repos/packit/packit-service/actions/runs/{id}/rerun-failed-jobs", world.Token("github"));
        again.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await CompletedAsync(world, main, attempt: 2)).GetProperty("conclusion").GetString().ShouldBe("success");
        await World.EventuallyAsync(() => ProdDigestAsync(world), digest => digest != before);
        world.Server.Effects.Select(effect => effect.Action).ShouldBe(["push", "rerun"]);
    }

    [Fact]
    public async Task The_first_requests_after_rate_limiting_are_told_to_wait()
    {
        await using World world = await World.StartAsync(faults: "rate-limited");
        for (int round = 0; round < 2; round++)
        {
            var statuses = new List<int>();
            for (int request = 0; request < 7; request++)
            {
                using HttpResponseMessage response = await world.GetAsync("github/repos/packit/ogr", world.Token("github"));
                statuses.Add((int)response.StatusCode);
                if (request < 6)
                {
                    response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
                    (await response.Content.ReadAsStringAsync()).ShouldContain("secondary rate limit");
                }
            }

            statuses.Take(6).ShouldAllBe(status => status == 429 || status == 403);
            statuses[6].ShouldBe(200);
            world.Server.SetFault("rate-limited", false);
            world.Server.SetFault("rate-limited", true);
        }
    }

    [Fact]
    public async Task Missing_and_wrong_tokens_are_refused_as_by_GitHub()
    {
        await using World world = await World.StartAsync();
        using HttpResponseMessage missing = await world.GetAsync("github/repos/packit/ogr");
        missing.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using HttpResponseMessage wrong = await world.GetAsync("github/repos/packit/ogr", "ghp_wrong");
        wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("Bad credentials");
        using HttpResponseMessage right = await world.GetAsync("github/repos/packit/ogr", world.Token("github"));
        right.Headers.GetValues("X-RateLimit-Remaining").Single().ShouldBe("4999");
    }

    [Theory]
    [InlineData("repos/packit/nothing", 404)]
    [InlineData("repos/packit/ogr/git/ref/heads/nothing", 404)]
    [InlineData("repos/packit/ogr/git/ref/heads/..%2F..%2Fconfig", 404)]
    [InlineData("repos/packit/ogr/commits/0123456789012345678901234567890123456789", 422)]
    [InlineData("repos/packit/ogr/compare/stable...nothing", 404)]
    [InlineData("repos/packit/ogr/pulls/1", 404)]
    [InlineData("users/nobody", 404)]
    public async Task What_is_not_there_is_told_in_GitHubs_words(string path, int status)
    {
        World world = shared.World;
        using HttpResponseMessage response = await world.GetAsync($"github/{path}", world.Token("github"));
        ((int)response.StatusCode).ShouldBe(status);
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("documentation_url").GetString().ShouldStartWith("https://docs.github.com/");
    }

    private static async Task<string> ProdDigestAsync(World world)
    {
        JsonElement tags = await world.JsonAsync("quay/api/v1/repository/packit/packit-service/tag/?specificTag=prod&onlyActiveTags=true", world.Token("quay"));
        return tags.GetProperty("tags")[0].GetProperty("manifest_digest").GetString()!;
    }

    private static Task<JsonElement> CompletedAsync(World world, string commit, int attempt) => World.EventuallyAsync(
        async () => (await world.GitHubAsync($"{Runs}?branch=stable&head_sha={commit}")).GetProperty("workflow_runs").EnumerateArray().FirstOrDefault(),
        run => run.ValueKind == JsonValueKind.Object && run.GetProperty("status").GetString() == "completed" && run.GetProperty("run_attempt").GetInt32() == attempt);

    private static string? Next(HttpResponseMessage response) => response.Headers.TryGetValues("Link", out IEnumerable<string>? links)
        ? links.Single().Split(", ").FirstOrDefault(link => link.EndsWith("rel=\"next\"", StringComparison.Ordinal))?.Split('>')[0][1..]
        : null;
}
