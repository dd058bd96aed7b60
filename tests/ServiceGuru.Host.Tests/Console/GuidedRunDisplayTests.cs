using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Host.Console;
using ServiceGuru.Host.Console.Runs;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.Tests.Console;

public sealed class GuidedRunDisplayTests
{
    private const string Text = """
        name: weekly-production
        description: Brings production up to date.
        steps:
          - id: staging
            title: Staging is healthy
            description: Staging runs what production is about to get, so it is looked at first and long enough that this text needs a second line to stand on.
            uses: health/check
            with: { environment: stg }
          - id: move
            uses: branches/move
        """;

    private readonly StringWriter _writer = new() { NewLine = "\n" };

    [Fact]
    public void Each_step_is_explained_once_before_it_runs()
    {
        SampleRun run = new SampleRun(("staging", "Staging is healthy", "health/check"), ("move", "Move", "branches/move"))
            .Begin("staging").Begin("move")
            .Add(new StepFailed("move", SampleRun.Failure(), null, SampleRun.Start))
            .Add(new StepStarted("move", 2, []));
        Runbook runbook = new RunbookReader(new YamlDocumentParser(), StandardOperations.Create()).Read(Text, null);
        GuidedRunDisplay display = new(new PlainScreen(_writer), new SettableTime(SampleRun.Start), runbook);

        foreach ((LedgerRecord record, RunState state) in run.Steps())
        {
            display.OnRecord(record, state);
        }

        string told = _writer.ToString();
        told.ShouldStartWith("Brings production up to date.\n");
        told.ShouldContain("\n1 of 2  Staging is healthy\n  Staging runs what production");
        told.ShouldContain("By itself: guru health check  or  Test-StagingHealth");
        told.Split("2 of 2  Moves the stable branches to what is on main.").Length.ShouldBe(2, "a second attempt is not explained again");
        told.Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal)).ShouldAllBe(line => line.Length <= 100);
    }
}
