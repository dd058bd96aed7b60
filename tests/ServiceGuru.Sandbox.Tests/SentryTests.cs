using System.Net;
using System.Text.Json;

namespace ServiceGuru.Sandbox.Tests;

public sealed class SentryTests(SharedWorld shared) : IClassFixture<SharedWorld>
{
    private const string Issues = "sentry/api/0/organizations/red-hat-it/issues/";

    [Fact]
    public async Task An_everyday_tracker_has_old_issues_but_no_new_one()
    {
        World world = shared.World;
        JsonElement all = await world.JsonAsync(Issues, world.Token("sentry"));
        all.GetArrayLength().ShouldBe(4);
        all.EnumerateArray().ShouldAllBe(issue => issue.GetProperty("status").GetString() == "unresolved");
        foreach (string query in new[] { "is:unresolved firstSeen:-24h", "is:unresolved age:-24h", "is:new", "is:unresolved is:regressed" })
        {
            (await SearchAsync(world, query)).ShouldBe(0, query);
        }
    }

    [Fact]
    public async Task A_spike_is_three_new_issues_in_staging_only()
    {
        await using World world = await World.StartAsync();
        world.Server.SetFault("sentry-spike", true);
        (await SearchAsync(world, "is:unresolved firstSeen:-24h", "&environment=stg")).ShouldBe(3);
        (await SearchAsync(world, "is:unresolved firstSeen:-24h environment:stg")).ShouldBe(3);
        (await SearchAsync(world, "is:unresolved firstSeen:-24h", "&environment=prod")).ShouldBe(0);
        (await SearchAsync(world, "is:new", "&statsPeriod=24h")).ShouldBe(3);
        JsonElement issue = (await world.JsonAsync($"{Issues}?query=is%3Anew&sort=new", world.Token("sentry")))[0];
        issue.GetProperty("shortId").GetString().ShouldStartWith("PCKT-002-PACKIT-SERVICE-");
        issue.GetProperty("substatus").GetString().ShouldBe("new");
        issue.GetProperty("permalink").GetString().ShouldStartWith("https://red-hat-it.sentry.io/issues/");
        issue.GetProperty("level").GetString().ShouldBe("fatal");
        issue.GetProperty("count").GetString().ShouldBe("31");

        world.Server.SetFault("sentry-spike", false);
        (await SearchAsync(world, "is:new")).ShouldBe(0);
    }

    [Theory]
    [InlineData("", 6)]
    [InlineData("is:resolved", 1)]
    [InlineData("!is:resolved", 5)]
    [InlineData("is:ignored", 1)]
    [InlineData("lastSeen:-10h is:unresolved", 2)]
    [InlineData("lastSeen:+10h is:unresolved", 2)]
    [InlineData("level:warning", 1)]
    [InlineData("timesSeen:>100", 2)]
    [InlineData("\"operation timed out\"", 1)]
    [InlineData("runner-type:packit-worker", 0)]
    [InlineData("is:unresolved project:pckt-002-packit-service", 4)]
    [InlineData("is:unresolved project:other", 0)]
    [InlineData("firstSeen:>2001-01-01T00:00:00Z is:unresolved", 4)]
    [InlineData("firstSeen:<2001-01-01T00:00:00Z", 0)]
    public async Task Searches_mean_what_they_mean_in_Sentry(string query, int count)
    {
        World world = shared.World;
        (await SearchAsync(world, query)).ShouldBe(count);
    }

    [Theory]
    [InlineData("is:broken")]
    [InlineData("firstSeen:yesterday")]
    [InlineData("timesSeen:many")]
    public async Task A_search_that_makes_no_sense_is_an_error(string query)
    {
        World world = shared.World;
        using HttpResponseMessage response = await world.GetAsync($"{Issues}?query={Uri.EscapeDataString(query)}", world.Token("sentry"));
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain("Error parsing search query");
    }

    [Fact]
    public async Task A_time_range_keeps_issues_with_events_in_it()
    {
        World world = shared.World;
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        (await SearchAsync(world, "is:unresolved", $"&start={now.AddHours(-10):s}&end={now:s}")).ShouldBe(2);
        (await SearchAsync(world, "is:unresolved", $"&start={now.AddDays(-80):s}&end={now.AddDays(-30):s}")).ShouldBe(2);
        foreach (string range in new[] { $"&start={now:s}", "&start=yesterday&end=today", "&statsPeriod=long" })
        {
            using HttpResponseMessage response = await world.GetAsync($"{Issues}?query={range}", world.Token("sentry"));
            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, range);
        }
    }

    [Fact]
    public async Task Cursors_lead_through_all_pages()
    {
        World world = shared.World;
        var ids = new HashSet<string>();
        string next = $"{Issues}?query=&limit=4";
        for (bool more = true; more;)
        {
            using HttpResponseMessage response = await world.GetAsync(next, world.Token("sentry"));
            foreach (JsonElement issue in (await World.ReadAsync(response)).EnumerateArray())
            {
                ids.Add(issue.GetProperty("id").GetString()!).ShouldBeTrue();
            }

            string link = response.Headers.GetValues("Link").Single().Split(", ").Single(link => link.Contains("rel=\"next\"", StringComparison.Ordinal));
            more = link.Contains("results=\"true\"", StringComparison.Ordinal);
            next = link.Split('>')[0][1..];
        }

        ids.Count.ShouldBe(6);
    }

    [Fact]
    public async Task The_projects_own_endpoint_answers_too()
    {
        World world = shared.World;
        JsonElement issues = await world.JsonAsync("sentry/api/0/projects/red-hat-it/pckt-002-packit-service/issues/?statsPeriod=24h", world.Token("sentry"));
        issues.GetArrayLength().ShouldBe(4);
        using HttpResponseMessage period = await world.GetAsync("sentry/api/0/projects/red-hat-it/pckt-002-packit-service/issues/?statsPeriod=3h", world.Token("sentry"));
        period.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using HttpResponseMessage other = await world.GetAsync("sentry/api/0/projects/red-hat-it/other/issues/", world.Token("sentry"));
        other.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Missing_and_wrong_tokens_are_refused_as_by_Sentry()
    {
        World world = shared.World;
        using HttpResponseMessage missing = await world.GetAsync(Issues);
        missing.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await missing.Content.ReadAsStringAsync()).ShouldContain("Authentication credentials were not provided.");
        using HttpResponseMessage wrong = await world.GetAsync(Issues, "wrong");
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("Invalid token");
    }

    private static async Task<int> SearchAsync(World world, string query, string more = "") =>
        (await world.JsonAsync($"{Issues}?query={Uri.EscapeDataString(query)}{more}", world.Token("sentry"))).GetArrayLength();
}
