using System.Text.Json.Nodes;
using System.Xml.Linq;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Reports;

public sealed class RunReportTests
{
    private const string Hostile = "</script></style><script>alert('1')</script>\"'><img src=x onerror=alert(1)>\u0000\u001b[31m\u202eabc\ud800 & co";

    [Fact]
    public void It_is_one_page_that_loads_and_runs_nothing()
    {
        XElement page = Parse(Failed());

        page.Descendants().Select(element => element.Name.LocalName).ShouldNotContain(name => name == "script" || name == "link" || name == "img" || name == "iframe" || name == "object");
        page.Descendants().Attributes().ShouldNotContain(attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name.LocalName == "style" || attribute.Name.LocalName == "src");
        string policy = page.Descendants("meta").Single(meta => (string?)meta.Attribute("http-equiv") == "Content-Security-Policy").Attribute("content")!.Value;
        policy.ShouldStartWith("default-src 'none'; style-src 'sha256-");
        page.Descendants("style").Single().Value.ShouldNotContain("url(");
        page.Descendants("style").Single().Value.ShouldNotContain("@import");
    }

    [Fact]
    public void Every_text_of_the_outside_is_encoded_wherever_it_stands()
    {
        RecordedRun run = new(RecordedRun.Step("a", title: Hostile), RecordedRun.Step("b", ["a"], Hostile));
        run.Add(new StepStarted("a", 1, [])).Add(new GateOpened("a", Hostile, 1, null) { Show = [Hostile] });
        run.Add(new GateAnswered("a", Hostile, true, Hostile)).Add(new StepSucceeded("a", null));
        run.Add(new StepStarted("b", 1, [])).Add(new StepPlanned("b", [RecordedRun.Change("1.1", Hostile) with { From = Hostile, To = "javascript:alert(1)", Target = Hostile }], []));
        run.Add(new ChangeStarted("b", "1.1")).Add(new ChangeEnded { Step = "b", Change = "1.1", Status = ChangeStatus.Failed, Failure = Bad(Hostile) });
        run.Add(new StepFailed("b", Bad(Hostile) with { Evidence = [Hostile, "javascript:alert(1)", "https://example.org/?a=\"&b=<"], Details = [Bad(Hostile)] }, null, null));
        run.Add(new RunHalted(Hostile, true, Hostile)).Add(new RunEnded(RunStatus.Cancelled, Bad(Hostile)));

        string html = run.Html;
        XElement page = Parse(run);

        html.ShouldNotContain("<script");
        html.ShouldNotContain("<img");
        html.Split("</style>").Length.ShouldBe(2, "our own, and no other");
        html.Count(character => char.IsControl(character) && character != '\n').ShouldBe(0);
        html.ShouldNotContain("\u202e");
        page.Descendants("h3").ShouldContain(title => title.Value.StartsWith("</script></style><script>alert('1')</script>", StringComparison.Ordinal));
        page.Descendants("a").Attributes("href").Select(link => link.Value).ShouldAllBe(link => link.StartsWith('#') || link.StartsWith("https://", StringComparison.Ordinal));
    }

    [Fact]
    public void Headings_tables_and_bars_can_be_heard()
    {
        XElement page = Parse(Failed());

        page.Attribute("lang")!.Value.ShouldBe("en");
        page.Descendants("h1").Count().ShouldBe(1);
        page.Descendants("section").ShouldAllBe(section => page.Descendants().Any(other => (string?)other.Attribute("id") == (string?)section.Attribute("aria-labelledby")));
        page.Descendants("table").ShouldAllBe(table => table.Element("caption") != null && table.Element("thead")!.Descendants("th").All(head => head.Attribute("scope") != null));
        page.Descendants("svg").ShouldAllBe(svg => (string?)svg.Attribute("aria-hidden") == "true" || ((string?)svg.Attribute("role") == "img" && svg.Attribute("aria-label") != null));
        List<string> ids = [.. page.Descendants().Attributes("id").Select(id => id.Value)];
        ids.Distinct().Count().ShouldBe(ids.Count);
        page.Descendants("a").Attributes("href").Where(link => link.Value[0] == '#').ShouldAllBe(link => ids.Contains(link.Value.Substring(1)));
    }

    [Fact]
    public void A_failed_run_tells_cause_evidence_next_action_attempts_changes_and_who_decided()
    {
        string text = Parse(Failed()).Value;

        foreach (string expected in new[]
        {
            "The run failed at 'Title of b' after 1 min 11 s: 1 of 3 steps done, 1 change applied", "runbook-hash", RecordedRun.Hash, "ada@example", "It broke.", "because", "the log line", "Do this.",
            "set it", "old", "new", "applied", "Can be undone: set it back", "said yes", "ben (matrix:@ben:example.org)", "the room", "fine with me", "window: \"night\"", "failed", "due 13:05:53", "The step it needs failed", "answered after 10.0 s",
        })
        {
            text.ShouldContain(expected);
        }
    }

    [Fact]
    public void A_run_that_was_interrupted_and_resumed_does_not_count_the_time_in_between_as_work()
    {
        RecordedRun run = new(RecordedRun.Step("a"));
        run.Add(new StepStarted("a", 1, [])).After(10).Add(new StepPlanned("a", [RecordedRun.Change("1.1")], [])).Add(new ChangeStarted("a", "1.1"));
        run.After(3600).Add(new RunResumed("ben")).Add(new ChangeEnded { Step = "a", Change = "1.1", Status = ChangeStatus.Applied, Probed = true }).After(5).Add(new StepSucceeded("a", null)).Add(new RunEnded(RunStatus.Succeeded));

        RunStory story = run.Story;

        story.Steps[0].Busy.ShouldBe(TimeSpan.FromSeconds(15));
        story.Breaks.ShouldBe([new RunInterval(story.Start + TimeSpan.FromSeconds(10), story.Start + TimeSpan.FromSeconds(3610), "no process worked on the run", false)]);
        CriticalPath.Of(story).Single().ShouldBe(new PathPart(story.Steps[0], null, TimeSpan.FromSeconds(15), TimeSpan.FromHours(1)));
        string text = Parse(run).Value;
        text.ShouldContain("applied, found out by a probe");
        text.ShouldContain("went on with the run");
        text.ShouldContain("Paused, or nobody worked on it");
    }

    [Fact]
    public void A_run_without_an_end_and_one_that_was_undone_have_a_report()
    {
        RecordedRun run = new(RecordedRun.Step("a"), RecordedRun.Step("b", ["a"]));
        run.Add(new StepStarted("a", 1, [])).Add(new StepPlanned("a", [RecordedRun.Change("1.1")], [])).Add(new ChangeStarted("a", "1.1"));
        Parse(run).Value.ShouldContain("The run had not ended");
        Parse(run).Value.ShouldContain("begun, outcome not recorded");

        run.Add(new ChangeEnded { Step = "a", Change = "1.1", Status = ChangeStatus.Applied }).Add(new StepSucceeded("a", null)).Add(new StepSkipped("b", "not today")).Add(new RunEnded(RunStatus.Succeeded));
        run.After(60).Add(new UndoRequested("ben", ["a"])).Add(new UndoStarted("a", "1.1", RecordedRun.Change("1.1"))).After(1).Add(new UndoEnded("a", "1.1", null)).Add(new RunEnded(RunStatus.Undone));
        string text = Parse(run).Value;
        text.ShouldContain("What the run had changed was undone");
        text.ShouldContain("applied, undone");
        text.ShouldContain("had 1 step undone");
        text.ShouldContain("not today");
    }

    [Fact]
    public void Targets_are_counted_and_those_that_failed_are_named()
    {
        RecordedRun run = new(RecordedRun.Step("a"));
        run.Add(new StepStarted("a", 1, [])).Add(new TargetsPlanned("a", [.. Enumerable.Range(1, 5).Select(index => new TargetHeader($"cluster-{index}", $"{RecordedRun.Id}.a.{index}", new JsonObject()))]));
        run.Add(new TargetEnded("a", "cluster-1", StepStatus.Succeeded, null, null)).Add(new TargetEnded("a", "cluster-2", StepStatus.Failed, null, Bad("no route")));

        string text = Parse(run).Value;

        text.ShouldContain("Targets: 3 pending, 1 succeeded, 1 failed");
        text.ShouldContain("cluster-2");
        text.ShouldContain("no route");
        text.ShouldNotContain("cluster-1");
    }

    [Fact]
    public void Ten_thousand_records_make_a_page_of_bearable_size_that_says_what_it_leaves_out_and_keeps_what_failed()
    {
        RecordedRun run = new([.. Enumerable.Range(1, 1000).Select(index => RecordedRun.Step($"s{index}", index == 1 ? [] : [$"s{index - 1}"]))]);
        string huge = new('x', 5000);
        for (int index = 1; index <= 1000; index++)
        {
            string step = $"s{index}";
            run.Add(new StepStarted(step, 1, [])).Add(new StepPlanned(step, [.. Enumerable.Range(1, 4).Select(change => RecordedRun.Change($"1.{change}", huge))], [])).After(index % 7);
            for (int change = 1; change <= 4; change++)
            {
                run.Add(new ChangeStarted(step, $"1.{change}")).Add(new ChangeEnded { Step = step, Change = $"1.{change}", Status = ChangeStatus.Applied });
            }

            run.Add(index == 777 ? new StepFailed(step, Bad("the one that matters"), null, null) : new StepSucceeded(step, null));
        }

        run.Add(new RunEnded(RunStatus.Failed, Bad("the one that matters")));
        run.Records.Count.ShouldBeGreaterThan(10_000);

        string html = run.Html;

        html.Length.ShouldBeLessThan(5_000_000);
        XElement page = XElement.Parse(html["<!DOCTYPE html>".Length..]);
        page.Descendants("section").Count(section => (string?)section.Attribute("class") == "step").ShouldBe(ReportSelection.Limit);
        page.Descendants("h3").ShouldContain(title => title.Value == "Title of s777");
        page.Descendants("p").Single(line => (string?)line.Attribute("id") == "left-out").Value.ShouldContain("700 steps");
    }

    [Fact]
    public void The_same_records_always_make_the_same_page() => Failed().Html.ShouldBe(Failed().Html);

    [Fact]
    public void Records_that_make_no_run_are_refused()
    {
        RecordedRun run = new(RecordedRun.Step("a"));
        run.Add(new StepSucceeded("a", null));

        Should.Throw<GuruException>(() => run.Html).Failure.Id.ShouldBe("LedgerDamaged");
    }

    [Fact]
    public void Parameters_are_shown_as_they_are()
    {
        RecordedRun run = new(RecordedRun.Step("a"));
        ((RunCreated)run.Records[0].Event).Parameters.ToJsonObject().Add("environment", "prod");
        ((RunCreated)run.Records[0].Event).Parameters.ToJsonObject().Add("count", JsonValue.Create(3));

        List<string> values = [.. Parse(run).Descendants("dd").Select(value => value.Value)];

        values.ShouldContain("prod");
        values.ShouldContain("3");
    }

    private static RecordedRun Failed()
    {
        RecordedRun run = new(RecordedRun.Step("a"), RecordedRun.Step("b", ["a"]), RecordedRun.Step("c", ["b"]));
        run.Add(new StepStarted("a", 1, [])).After(1).Add(new GateOpened("a", "Shall we?", 1, null) { Show = ["a line"] });
        run.After(10).Add(new GateAnswered("a", "matrix:@ben:example.org", true, "fine with me") { Person = "ben", Via = "the room", Values = new JsonObject { ["window"] = "night" } }).Add(new StepSucceeded("a", null));
        run.Add(new StepStarted("b", 1, [])).After(10).Add(new StepFailed("b", Bad("It broke."), null, RecordedRun.At(51)));
        run.After(30).Add(new StepStarted("b", 2, [])).Add(new StepPlanned("b", [RecordedRun.Change("2.1")], [])).Add(new ChangeStarted("b", "2.1")).After(20);
        run.Add(new ChangeEnded { Step = "b", Change = "2.1", Status = ChangeStatus.Applied }).Add(new StepFailed("b", Bad("It broke."), null, null));
        return run.Add(new StepSkipped("c", "The step it needs failed")).Add(new RunEnded(RunStatus.Failed, Bad("It broke.")));
    }

    private static Failure Bad(string message) => new() { Id = "Broken", Message = message, Target = "it", Cause = "because", Evidence = ["the log line"], NextAction = "Do this." };

    private static XElement Parse(RecordedRun run) => XElement.Parse(run.Html["<!DOCTYPE html>".Length..]);
}
