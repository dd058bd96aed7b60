using ServiceGuru.Reports;
using ServiceGuru.Runbooks.State;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ServiceGuru.Host.Console.Runs;

/// <summary>Draws a run as a person follows it: a line a step with its mark, title, time and newest word.</summary>
internal static class RunDrawing
{
    private const string Frames = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

    /// <summary>
    /// Draws two lines at least: to redraw a single one, Spectre moves up by 0 lines, which terminals take for 1, and the
    /// line above would be lost.
    /// </summary>
    /// <param name="moment">What to draw.</param>
    /// <param name="now">The time; the spinner turns with it.</param>
    /// <param name="width">The terminal's width in characters.</param>
    public static IRenderable Draw(RunBoard.Moment moment, DateTimeOffset now, int width)
    {
        if (moment.State is not { } run)
        {
            return new Rows(new Text("starting…", TerminalScreen.Style(Tone.Dim)), new Text(" "));
        }

        List<IRenderable> lines = [Head(run, moment.Stopping, now, width)];
        lines.AddRange(Provenance.Of(run.Created).Select(line => new Text(Fit(Printable.Line(line), width), TerminalScreen.Style(Tone.Dim))));
        int titles = Math.Min(run.Steps.Max(step => step.Step.Title.Length), Math.Max(20, width / 2));
        foreach (StepState step in run.Steps)
        {
            Paragraph line = new() { Overflow = Overflow.Ellipsis };
            (string mark, Tone tone) = Mark(step, run.EndedAt is not null, now);
            line.Append($" {mark} ", TerminalScreen.Style(tone));
            line.Append(Fit(step.Step.Title, titles).PadRight(titles), TerminalScreen.Style(Title(step)));
            line.Append($" {Time(step, run.EndedAt ?? now),7}  ", TerminalScreen.Style(Tone.Dim));
            line.Append(Fit(Printable.Line(Word(step, moment)), Math.Max(0, width - titles - 13)), TerminalScreen.Style(step.Status is StepStatus.Failed or StepStatus.Undecided ? Tone.Bad : Tone.Dim));
            lines.Add(line);
        }

        return new Rows(lines);
    }

    /// <summary>Cuts a text that would break the line; a live display must keep its height.</summary>
    private static string Fit(string text, int width) => text.Length <= width ? text : width <= 1 ? string.Empty : text[..(width - 1)] + "…";

    private static Paragraph Head(RunState run, bool stopping, DateTimeOffset now, int width)
    {
        Paragraph head = new();
        string text = $"{run.Created.Runbook} for {run.Created.Service}  {run.Id}  {Elapsed.Text((run.EndedAt ?? now) - run.StartedAt)}";
        head.Append(Fit(text, width), TerminalScreen.Style(Tone.Strong));
        if (run.EndedAt is null && (stopping ? "stopping; Ctrl+C again ends it at once" : Steered(run)) is { } word)
        {
            head.Append(Fit($"  {word}", Math.Max(0, width - text.Length)), TerminalScreen.Style(Tone.Warn));
        }

        return head;
    }

    private static string? Steered(RunState run) => run.Paused is { } paused ? $"paused by {paused.By}"
        : run.Undoing is { } undoing ? $"being undone by {undoing.By}"
        : run.Halted is { } halted ? $"{(halted.Cancelled ? "cancelled" : "stopped")} by {halted.By}"
        : null;

    private static (string Mark, Tone Tone) Mark(StepState step, bool over, DateTimeOffset now) => step.Status switch
    {
        StepStatus.Succeeded => ("✓", Tone.Good),
        StepStatus.Failed => ("✗", Tone.Bad),
        StepStatus.Skipped => ("–", Tone.Dim),
        StepStatus.Waiting => ("?", Tone.Warn),
        StepStatus.Undecided => ("!", Tone.Warn),
        StepStatus.Running when over => ("■", Tone.Warn),
        StepStatus.Running => (Frames[(int)(now.ToUnixTimeMilliseconds() / 100 % Frames.Length)].ToString(), Tone.Strong),
        _ => step.RetryAt is null ? ("·", Tone.Dim) : ("↻", Tone.Warn),
    };

    private static Tone Title(StepState step) => step.Status switch
    {
        StepStatus.Running or StepStatus.Waiting or StepStatus.Undecided => Tone.Strong,
        StepStatus.Pending or StepStatus.Skipped => Tone.Dim,
        _ => Tone.Normal,
    };

    private static string Time(StepState step, DateTimeOffset now) =>
        step.Status == StepStatus.Skipped ? string.Empty : Elapsed.Between(step.StartedAt, step.EndedAt ?? now);

    private static string Word(StepState step, RunBoard.Moment moment) => step.Status switch
    {
        StepStatus.Succeeded => StepResult.Of(moment.State!, step.Step.Id) ?? string.Empty,
        StepStatus.Failed => step.Failure?.Message ?? string.Empty,
        StepStatus.Undecided => $"waits for a decision: {step.Failure?.Message}",
        StepStatus.Skipped => step.SkipReason ?? string.Empty,
        StepStatus.Waiting => step.Gate?.Question ?? string.Empty,
        StepStatus.Pending when step.RetryAt is null => string.Empty,
        _ => moment.Progress.GetValueOrDefault(step.Step.Id) ?? string.Empty,
    };
}
