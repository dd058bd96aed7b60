using System.Net;
using System.Text;
using ServiceGuru.Ledger;

namespace ServiceGuru.Host.Tests.Serving;

/// <summary>Requests that nobody with good intentions sends.</summary>
public sealed class AbuseTests
{
    [Theory]
    [InlineData("..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("%2e%2e")]
    [InlineData("20261123-130502-k7qd%2f..%2f20261123-130502-k7qd")]
    [InlineData("20261123-130502-k7qd%00")]
    [InlineData("20261123-130502-K7QD")]
    [InlineData("20261123-130502-k7qd.x")]
    [InlineData("20261123-130502-k7qd%0a")]
    [InlineData("*")]
    public async Task What_is_no_runs_id_reaches_no_file(string id)
    {
        await using ServedPage page = await ServedPage.StartAsync();
        await using IRunWriter writer = await page.RecordAsync(new SampleRun(("go", "Go", "gate/approval")));

        HttpResponseMessage answer = await page.AskAsync(HttpMethod.Get, $"/api/v1/runs/{id}/events");

        ((int)answer.StatusCode).ShouldBeOneOf(400, 404);
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("passwd");
    }

    [Theory]
    [InlineData("GET", "pause")]
    [InlineData("GET", "gates/go/answer")]
    [InlineData("PUT", "pause")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "")]
    [InlineData("PATCH", "events")]
    [InlineData("OPTIONS", "pause")]
    [InlineData("TRACE", "pause")]
    public async Task Reads_are_GET_and_writes_are_POST(string method, string path)
    {
        await using ServedPage page = await ServedPage.StartAsync();
        await using IRunWriter writer = await page.RecordAsync(new SampleRun(("go", "Go", "gate/approval")));

        HttpResponseMessage answer = await page.AskAsync(new HttpMethod(method), $"/api/v1/runs/{SampleRun.Id}/{path}".TrimEnd('/'), method == "POST" ? new { } : null);

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await writer.ReadRequestsAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_not_read()
    {
        await using ServedPage page = await ServedPage.StartAsync();

        HttpResponseMessage answer = await page.PostAsync($"/api/v1/runs/{SampleRun.Id}/pause", new { reason = new string('x', 40_000) });

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Only_JSON_is_taken()
    {
        await using ServedPage page = await ServedPage.StartAsync();

        HttpResponseMessage answer = await page.AskAsync(
            HttpMethod.Post, $"/api/v1/runs/{SampleRun.Id}/pause", adjust: request => request.Content = new StringContent("reason=x", Encoding.UTF8, "application/x-www-form-urlencoded"));

        (await ServedPage.IdOf(answer)).ShouldBe("InvalidRequest");
    }

    [Theory]
    [InlineData("/api/v1/runs?limit=0")]
    [InlineData("/api/v1/runs?limit=101")]
    [InlineData("/api/v1/runs?limit=1&limit=2")]
    [InlineData("/api/v1/runs?limit=1e1")]
    [InlineData("/api/v1/runs?after=..")]
    [InlineData("/api/v1/runs?status=odd")]
    [InlineData("/api/v1/runs?order=asc")]
    [InlineData("/api/v1/session?x=1")]
    public async Task Queries_are_checked(string path)
    {
        await using ServedPage page = await ServedPage.StartAsync();

        HttpResponseMessage answer = await page.AskAsync(HttpMethod.Get, path);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ServedPage.IdOf(answer)).ShouldBe("InvalidRequest");
    }

    [Fact]
    public async Task Long_addresses_and_headers_are_refused()
    {
        await using ServedPage page = await ServedPage.StartAsync();

        (await page.AskAsync(HttpMethod.Get, $"/api/v1/runs?runbook={new string('x', 5000)}")).StatusCode.ShouldBe(HttpStatusCode.RequestUriTooLong);
        (await page.AskAsync(HttpMethod.Get, "/api/v1/runs", adjust: request => request.Headers.Add("X-Long", new string('x', 20_000)))).StatusCode.ShouldBe(HttpStatusCode.RequestHeaderFieldsTooLarge);
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_to_ask_less_often()
    {
        await using ServedPage page = await ServedPage.StartAsync();
        List<HttpStatusCode> answers = [];
        for (int call = 0; call < 40; call++)
        {
            answers.Add((await page.PostAsync($"/api/v1/runs/{SampleRun.Id}/pause", new { })).StatusCode);
        }

        answers.ShouldContain(HttpStatusCode.TooManyRequests);
        answers[0].ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_damaged_record_is_told_and_hides_no_other_run()
    {
        await using ServedPage page = await ServedPage.StartAsync();
        await using (await page.RecordAsync(new SampleRun(("go", "Go", "gate/approval"))))
        {
        }

        await using (await page.RecordAsync(new SampleRun(("go", "Go", "gate/approval")), "20261124-130502-aaaa"))
        {
        }

        string journal = Directory.GetFiles(Path.GetDirectoryName(page.TokenPath)!, "journal.jsonl", SearchOption.AllDirectories).Single(path => path.Contains(SampleRun.Id, StringComparison.Ordinal));
        await File.WriteAllTextAsync(journal, (await File.ReadAllTextAsync(journal)).Replace("weekly", "yearly", StringComparison.Ordinal));

        (await ServedPage.IdOf(await page.AskAsync(HttpMethod.Get, $"/api/v1/runs/{SampleRun.Id}"))).ShouldBe("LedgerDamaged");
        (await page.GetAsync("/api/v1/runs"))["runs"]!.AsArray().Select(run => run!["status"]!.GetValue<string>()).ShouldBe(["interrupted", "unreadable"]);
    }
}
