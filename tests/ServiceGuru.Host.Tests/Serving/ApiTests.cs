using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ServiceGuru.Approvals;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Tests.Serving;

/// <summary>What the API reads and leaves for runs.</summary>
public sealed class ApiTests
{
    private const string Run = $"/api/v1/runs/{SampleRun.Id}";

    [Fact]
    public async Task Runs_are_listed_newest_first_in_pages_and_by_status()
    {
        await using ServedPage page = await ServedPage.StartAsync();
        for (int number = 1; number <= 5; number++)
        {
            SampleRun run = new SampleRun(("go", "Go", "gate/approval")).Begin("go").Succeed("go");
            await using IRunWriter writer = await page.RecordAsync(number == 3 ? run : run.Add(new RunEnded(RunStatus.Succeeded)), $"2026112{number}-130502-aaaa");
        }

        JsonNode first = await page.GetAsync("/api/v1/runs?limit=2");
        Ids(first).ShouldBe(["20261125-130502-aaaa", "20261124-130502-aaaa"]);
        JsonNode second = await page.GetAsync($"/api/v1/runs?limit=2&after={first["next"]}");
        Ids(second).ShouldBe(["20261123-130502-aaaa", "20261122-130502-aaaa"]);
        second["runs"]![0]!["status"]!.GetValue<string>().ShouldBe("interrupted");
        JsonNode last = await page.GetAsync($"/api/v1/runs?limit=2&after={second["next"]}");
        Ids(last).ShouldBe(["20261121-130502-aaaa"]);
        last["next"].ShouldBeNull();
        Ids(await page.GetAsync("/api/v1/runs?status=interrupted")).ShouldBe(["20261123-130502-aaaa"]);
        Ids(await page.GetAsync("/api/v1/runs?runbook=WEEKLY&limit=1")).Count.ShouldBe(1);
        Ids(await page.GetAsync("/api/v1/runs?runbook=monthly")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_runs_of_the_service_that_is_served_are_shown()
    {
        await using ServedPage page = await ServedPage.StartAsync(options => options with { Service = "another" });
        await using IRunWriter writer = await page.RecordAsync(new SampleRun(("go", "Go", "gate/approval")));

        Ids(await page.GetAsync("/api/v1/runs")).ShouldBeEmpty();
        (await ServedPage.IdOf(await page.AskAsync(HttpMethod.Get, Run))).ShouldBe("RunNotFound");
        (await ServedPage.IdOf(await page.PostAsync($"{Run}/stop", new { }))).ShouldBe("RunNotFound");
    }

    [Fact]
    public async Task A_run_is_told_with_its_steps_changes_failures_and_events()
    {
        await using ServedPage page = await ServedPage.StartAsync();
        SampleRun run = new SampleRun([new StepHeader("go", "Go", "gate/approval", [], StepCondition.Success, UndoPolicy.Offered), new StepHeader("move", "Move", "branches/move", ["go"], StepCondition.Success, UndoPolicy.Offered)])
            .Begin("go").Succeed("go").Begin("move").Apply("move", SampleRun.Change("1", "packit")).Add(new StepFailed("move", SampleRun.Failure(), new JsonObject { ["moved"] = 1 }, null));
        await using IRunWriter writer = await page.RecordAsync(run);
        await writer.TellAsync([new ProgressLine(SampleRun.Start, "move", "pushing", 0.5)], CancellationToken.None);

        JsonNode document = await page.GetAsync(Run);
        document["status"]!.GetValue<string>().ShouldBe("running");
        document["held"]!.GetValue<bool>().ShouldBeTrue();
        JsonNode move = document["steps"]![1]!;
        move["needs"]![0]!.GetValue<string>().ShouldBe("go");
        move["failure"]!["evidence"]![0]!.GetValue<string>().ShouldBe("event Failed");
        move["changes"]![0]!["status"]!.GetValue<string>().ShouldBe("applied");
        move["output"].ShouldBeNull();
        (await page.GetAsync($"{Run}/steps/move"))["output"]!["moved"]!.GetValue<int>().ShouldBe(1);
        (await page.GetAsync($"{Run}/progress"))["lines"]![0]!["message"]!.GetValue<string>().ShouldBe("pushing");
        (await page.GetAsync($"{Run}/plan"))["steps"]![1]!["changes"]!.AsArray().Count.ShouldBe(1);
        JsonNode events = await page.GetAsync($"{Run}/events?since=2&limit=2");
        events["events"]!.AsArray().Select(entry => entry!["sequence"]!.GetValue<long>()).ShouldBe([3, 4]);
        events["next"]!.GetValue<long>().ShouldBe(4);
        events["events"]![0]!["event"]!["type"]!.GetValue<string>().ShouldBe("step-succeeded");
        (await page.GetAsync($"{Run}/events?since=8"))["events"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_is_left_in_the_name_of_who_signed_in_with_its_values()
    {
        await using ServedPage page = await ServedPage.StartAsync();
        GateOpened gate = new("go", "Safe?", 1, null) { Opening = 1, Inputs = new Dictionary<string, GateInput> { ["ticket"] = new() { Required = true, Pattern = "[A-Z]+-[0-9]+" } } };
        await using (await page.RecordAsync(new SampleRun(("go", "Go", "gate/approval")).Begin("go").Add(gate)))
        {
        }

        HttpResponseMessage wrong = await page.PostAsync($"{Run}/gates/go/answer", new { yes = true, values = new { ticket = "none" } });
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ServedPage.IdOf(wrong)).ShouldBe("InvalidAnswer");
        HttpResponseMessage right = await page.PostAsync($"{Run}/gates/go/answer", new { yes = true, comment = " looked at it ", values = new { ticket = "OPS-7" } });
        right.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        JsonNode.Parse(await right.Content.ReadAsStringAsync())!["held"]!.GetValue<bool>().ShouldBeFalse();

        await using IRunWriter writer = await page.Ledger.OpenAsync(SampleRun.Id, CancellationToken.None);
        GateAnswer answer = (await writer.ReadRequestsAsync(CancellationToken.None)).Single().Request.ShouldBeOfType<GateAnswer>();
        (answer.By, answer.Via, answer.Yes, answer.Comment, (string?)answer.Values!["ticket"]).ShouldBe((ServedPage.Person, "page", true, "looked at it", "OPS-7"));
    }

    [Fact]
    public async Task A_failure_is_decided_and_a_run_is_steered()
    {
        await using ServedPage page = await ServedPage.StartAsync();
        await using IRunWriter writer = await page.RecordAsync(new SampleRun(("move", "Move", "branches/move"))
            .Begin("move").Add(new StepFailed("move", SampleRun.Failure(), null, null) { Asks = true }));

        (await page.PostAsync($"{Run}/steps/move/decision", new { choice = "skip", reason = "done by hand" })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await page.PostAsync($"{Run}/pause", new { reason = "lunch" })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await page.PostAsync($"{Run}/stop", new { })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await page.PostAsync($"{Run}/cancel", new { reason = "enough" })).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        (await writer.ReadRequestsAsync(CancellationToken.None)).Select(posted => posted.Request).ShouldBe(
        [
            new FailureDecision("move", ServedPage.Person, FailureChoice.Skip, "done by hand") { Attempt = 1 },
            new PauseRequest(ServedPage.Person, "lunch"),
            new StopRequest(ServedPage.Person, null),
            new CancelRequest(ServedPage.Person, "enough"),
        ]);
    }

    [Theory]
    [InlineData("gates/go/answer", """{ "yes": true }""", 409, "GateNotOpen")]
    [InlineData("gates/nothing/answer", """{ "yes": true }""", 404, "StepNotFound")]
    [InlineData("gates/move/answer", """{ "yes": true }""", 404, "GateNotFound")]
    [InlineData("steps/move/decision", """{ "choice": "retry" }""", 409, "StepNotUndecided")]
    [InlineData("steps/move/decision", """{ "choice": "explode" }""", 400, "InvalidRequest")]
    [InlineData("continue", "{}", 409, "RunNotPaused")]
    [InlineData("pause", """{ "reason": "x", "by": "boss" }""", 400, "InvalidRequest")]
    [InlineData("pause", """{ "reason": "x", "reason": "y" }""", 400, "InvalidRequest")]
    [InlineData("gates/go/answer", """{ "yes": true, "values": { "a": "x", "a": "y" } }""", 400, "InvalidRequest")]
    [InlineData("gates/go/answer", """{ "yes": true, "values": { "a": { "b": 1, "b": 2 } } }""", 400, "InvalidRequest")]
    [InlineData("gates/go/answer", """{ "yes": true, "values": { "a": [[[[[[[[[1]]]]]]]]] } }""", 400, "InvalidRequest")]
    [InlineData("pause", """{ "reason": 7 }""", 400, "InvalidRequest")]
    [InlineData("pause", "[]", 400, "InvalidRequest")]
    [InlineData("pause", "null", 400, "InvalidRequest")]
    [InlineData("pause", "", 400, "InvalidRequest")]
    [InlineData("pause", "{", 400, "InvalidRequest")]
    [InlineData("pause?now=1", "{}", 400, "InvalidRequest")]
    [InlineData("gates/go/answer", """{ "yes": "true" }""", 400, "InvalidRequest")]
    [InlineData("gates/go/answer", """{ "comment": "x" }""", 400, "InvalidRequest")]
    [InlineData("gates/go/answer", """{ "yes": true, "values": {"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}} }""", 400, "InvalidRequest")]
    public async Task What_makes_no_sense_is_refused_and_nothing_is_left(string path, string body, int status, string id)
    {
        await using ServedPage page = await ServedPage.StartAsync();
        await using IRunWriter writer = await page.RecordAsync(new SampleRun(("go", "Go", "gate/approval"), ("move", "Move", "branches/move")));

        HttpResponseMessage answer = await page.AskAsync(HttpMethod.Post, $"{Run}/{path}", adjust: request => request.Content = new StringContent(body, Encoding.UTF8, "application/json"));

        ((int)answer.StatusCode).ShouldBe(status);
        (await ServedPage.IdOf(answer)).ShouldBe(id);
        (await writer.ReadRequestsAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Texts_are_bounded_and_hold_no_control_characters()
    {
        await using ServedPage page = await ServedPage.StartAsync();
        await using IRunWriter writer = await page.RecordAsync(new SampleRun(("go", "Go", "gate/approval")));

        (await ServedPage.IdOf(await page.PostAsync($"{Run}/pause", new { reason = new string('x', 2001) }))).ShouldBe("InvalidRequest");
        (await ServedPage.IdOf(await page.PostAsync($"{Run}/pause", new { reason = "\u001b[31mred" }))).ShouldBe("InvalidRequest");
        (await (await page.PostAsync($"{Run}/pause", new { reason = "a\0b" })).Content.ReadAsStringAsync()).ShouldContain("control characters");
        (await page.PostAsync($"{Run}/pause", new { reason = "two\nlines" })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_run_that_has_ended_takes_nothing_any_more()
    {
        await using ServedPage page = await ServedPage.StartAsync();
        await using IRunWriter writer = await page.RecordAsync(new SampleRun(("go", "Go", "gate/approval")).Begin("go").Succeed("go").Add(new RunEnded(RunStatus.Succeeded)));

        foreach (string verb in new[] { "pause", "continue", "stop", "cancel" })
        {
            HttpResponseMessage answer = await page.PostAsync($"{Run}/{verb}", new { });
            answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            (await ServedPage.IdOf(answer)).ShouldBe("RunEnded");
        }
    }

    private static List<string> Ids(JsonNode list) => [.. list["runs"]!.AsArray().Select(run => run!["id"]!.GetValue<string>())];
}
