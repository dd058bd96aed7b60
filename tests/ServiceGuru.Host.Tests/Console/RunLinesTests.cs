using ServiceGuru.Host.Console;
using ServiceGuru.Host.Console.Runs;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Tests.Console;

public sealed class RunLinesTests
{
    private readonly StringWriter _writer = new() { NewLine = "\n" };
    private readonly SettableTime _time = new(SampleRun.Start);

    [Fact]
    public void Each_event_is_one_line_with_its_time_and_no_control_characters()
    {
        SampleRun run = new SampleRun(("go", "The team agrees", "gate/approval"), ("move", "Stable moves", "branches/move"))
            .Begin("go")
            .Add(new GateOpened("go", "Safe?", 1, null))
            .Add(new GateAnswered("go", "ada@example", true, "--yes"))
            .Succeed("go", new GateOutput(["ada@example"]))
            .Begin("move")
            .Apply("move", SampleRun.Change("1.1", "packit"))
            .Add(new StepFailed("move", SampleRun.Failure() with { Message = "It \u001b[31mfailed\u001b[0m.\nReally." }, null, null))
            .Add(new RunEnded(RunStatus.Failed, SampleRun.Failure()));
        PlainRunDisplay display = new(new PlainScreen(_writer), _time);

        foreach ((LedgerRecord record, RunState state) in run.Steps())
        {
            display.OnRecord(record, state);
        }

        string[] lines = _writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.ShouldBe(
        [
            $"13:05:02Z run {SampleRun.Id}: weekly-production for packit, 2 steps, by ada@example",
            "13:05:03Z go: The team agrees",
            "13:05:04Z go: waits for 1 yes: Safe?",
            "13:05:05Z go: ada@example says yes (--yes)",
            "13:05:06Z go: done in 3.0s: yes from ada@example",
            "13:05:07Z move: Stable moves",
            "13:05:08Z move: 1 change planned",
            "13:05:10Z move: packit: stable 1111111 -> 2222222: applied",
            "13:05:11Z move: failed: It ␛[31mfailed␛[0m. Really. [ImageNotFound]",
            $"13:05:12Z run {SampleRun.Id}: failed after 10.0s",
        ]);
        display.RunId.ShouldBe(SampleRun.Id);
    }

    [Fact]
    public void A_change_whose_outcome_a_probe_found_says_so()
    {
        SampleRun run = new SampleRun(("move", "Stable moves", "branches/move"))
            .Begin("move")
            .Add(new StepPlanned("move", [SampleRun.Change("1.1", "ogr")], []))
            .Add(new ChangeStarted("move", "1.1"))
            .Add(new RunResumed("bob@example"))
            .Add(new ChangeEnded { Step = "move", Change = "1.1", Status = ChangeStatus.Applied, Probed = true });

        List<string?> lines = [.. run.Steps().Select(step => RunLines.Of(step.Record, step.State))];

        lines[^2].ShouldBe($"run {SampleRun.Id}: resumed by bob@example");
        lines[^1].ShouldBe("move: ogr: stable 1111111 -> 2222222: had been applied before the interruption");
    }

    [Fact]
    public void Progress_is_told_once_and_not_more_often_than_somebody_reads_it()
    {
        PlainRunDisplay display = new(new PlainScreen(_writer), _time);

        display.OnProgress("images", "1 of 4", null);
        display.OnProgress("images", "2 of 4", null);
        display.OnProgress("post", "writing", null);
        _time.Now += TimeSpan.FromSeconds(5);
        display.OnProgress("images", "3 of 4", null);
        _time.Now += TimeSpan.FromSeconds(5);
        display.OnProgress("images", "3 of 4", null);

        _writer.ToString().ShouldBe("13:05:02Z images: 1 of 4\n13:05:02Z post: writing\n13:05:07Z images: 3 of 4\n");
    }
}
