using ServiceGuru.Host.Console.Runs;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;
using Spectre.Console;

namespace ServiceGuru.Host.Tests.Console;

public sealed class RunDrawingTests
{
    [Fact]
    public void Each_step_is_one_line_with_mark_title_time_and_newest_word()
    {
        SampleRun run = new SampleRun(("go", "The team agrees", "gate/approval"), ("images", "Images are built", "images/await"), ("import", "Production runs them", "rollout/import"))
            .Begin("go")
            .Succeed("go", new GateOutput(["ada@example"]))
            .Begin("images");

        string[] lines = Draw(new RunBoard.Moment(run.State, new Dictionary<string, string> { ["images"] = "3 of 4 builds\nthere" }, false), SampleRun.Start + TimeSpan.FromSeconds(63), 100);

        lines[0].ShouldBe($"weekly-production for packit  {SampleRun.Id}  1m03s");
        lines[1].ShouldBe(" ✓ The team agrees         1.0s  yes from ada@example");
        lines[2][3..].ShouldBe("Images are built       1m00s  3 of 4 builds there");
        lines[3].ShouldBe(" · Production runs them");
        lines.Length.ShouldBe(4);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    public void No_line_is_wider_than_the_terminal(int width)
    {
        SampleRun run = new SampleRun(("images", "Images are built and published for everybody", "images/await")).Begin("images");

        string[] lines = Draw(new RunBoard.Moment(run.State, new Dictionary<string, string> { ["images"] = new string('x', 500) }, true), SampleRun.Start, width);

        lines.Length.ShouldBe(2);
        lines.ShouldAllBe(line => line.Length <= width);
    }

    // A live display of one line eats the line above it, see RunDrawing.
    [Fact]
    public void Before_the_first_record_the_drawing_has_two_lines()
    {
        StringWriter writer = new() { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer) });

        console.Write(RunDrawing.Draw(new RunBoard.Moment(null, new Dictionary<string, string>(), false), SampleRun.Start, 80));

        writer.ToString().Count(character => character == '\n').ShouldBe(2);
    }

    [Fact]
    public void A_run_that_is_paused_and_a_step_that_waits_for_a_decision_show_it()
    {
        SampleRun run = new SampleRun(("images", "Images", "images/await"))
            .Begin("images")
            .Add(new StepFailed("images", SampleRun.Failure(), null, null) { Asks = true })
            .Add(new RunPaused("bob@example", null));

        string[] lines = Draw(new RunBoard.Moment(run.State, new Dictionary<string, string>(), false), SampleRun.Start + TimeSpan.FromSeconds(5), 120);

        lines[0].ShouldEndWith("paused by bob@example");
        lines[1].ShouldStartWith(" ! Images");
        lines[1].ShouldEndWith("waits for a decision: The image can't be pulled.");
    }

    [Fact]
    public void A_failed_step_tells_why_and_a_skipped_one_because_of_what()
    {
        SampleRun run = new SampleRun(("images", "Images", "images/await"), ("import", "Import", "rollout/import"))
            .Begin("images")
            .Add(new StepFailed("images", SampleRun.Failure(), null, null))
            .Add(new StepSkipped("import", "step 'images' failed"));

        string[] lines = Draw(new RunBoard.Moment(run.State, new Dictionary<string, string>(), false), SampleRun.Start, 100);

        lines[1].ShouldStartWith(" ✗ Images");
        lines[1].ShouldEndWith("The image can't be pulled.");
        lines[2].ShouldStartWith(" – Import");
        lines[2].ShouldEndWith("step 'images' failed");
    }

    private static string[] Draw(RunBoard.Moment moment, DateTimeOffset now, int width)
    {
        StringWriter writer = new() { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = width;
        console.Write(RunDrawing.Draw(moment, now, width));
        return [.. writer.ToString().Replace("\r", string.Empty, StringComparison.Ordinal).Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
    }
}
