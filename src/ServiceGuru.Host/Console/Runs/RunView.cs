using System.Text.Json.Nodes;
using ServiceGuru.Operations;
using ServiceGuru.Reports;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Console.Runs;

/// <summary>Shows a recorded run: its steps, and what each of them changed.</summary>
internal static class RunView
{
    public static void Show(IScreen screen, RunState run)
    {
        screen.Line(new Piece($"{run.Created.Runbook} for {run.Created.Service}", Tone.Strong), new Piece($"  run {run.Id}", Tone.Dim));
        screen.Line(new Piece("started  ", Tone.Dim), $"{Elapsed.Stamp(run.StartedAt)} by {run.Created.By}{(run.Resumes == 0 ? string.Empty : $", resumed {run.Resumes}x")}");
        foreach (string line in Provenance.Of(run.Created))
        {
            screen.Line(new Piece(line, Tone.Dim));
        }

        if (run is { Resumes: > 0, DuringFreeze: { } reason })
        {
            screen.Line(new Piece($"resumed by {run.Starters[^1]} although the calendar forbade it: {reason}", Tone.Dim));
        }

        foreach ((string name, JsonNode? value) in run.Created.Parameters.ToJsonObject())
        {
            screen.Line(new Piece($"{name} = ", Tone.Dim), value is JsonArray list ? string.Join(", ", list.Select(Text)) : Text(value));
        }

        Listing listing = new Listing("Step", "Title", "Status", "Attempt", "Time", "Result").Keeps("Step", "Status", "Time").Spares("Attempt", "Time");
        foreach (StepState step in run.Steps)
        {
            listing.Add(
                step.Step.Id,
                step.Step.Title,
                new Piece(step.Status.ToString().ToLowerInvariant(), ToneOf(step.Status)),
                step.Attempt == 0 ? string.Empty : $"{step.Attempt}",
                Elapsed.Between(step.StartedAt, step.EndedAt),
                StepResult.Of(run, step.Step.Id) ?? step.SkipReason);
        }

        screen.Table(listing);
        foreach (StepState step in run.Steps)
        {
            Details(screen, step);
        }
    }

    private static void Details(IScreen screen, StepState step)
    {
        TargetsView.Show(screen, step);
        foreach (ChangeResult result in step.Changes)
        {
            screen.Line(new Piece($"{step.Step.Id}: ", Tone.Dim), result.Change.Summary, ": ", new Piece(result.Status.ToString().ToLowerInvariant(), ToneOf(result.Status)));
        }

        foreach (string line in step.Gate?.Show ?? [])
        {
            screen.Line(new Piece($"{step.Step.Id}: showed ", Tone.Dim), line);
        }

        foreach (GateAnswered answer in step.Answers)
        {
            screen.Line(new Piece($"{step.Step.Id}: ", Tone.Dim), GateAnswerText.Of(answer));
        }
    }

    private static Tone ToneOf(StepStatus status) => status switch
    {
        StepStatus.Succeeded => Tone.Good,
        StepStatus.Failed => Tone.Bad,
        StepStatus.Skipped or StepStatus.Pending => Tone.Dim,
        _ => Tone.Warn,
    };

    private static Tone ToneOf(ChangeStatus status) => status switch
    {
        ChangeStatus.Applied => Tone.Good,
        ChangeStatus.Failed or ChangeStatus.Unknown => Tone.Bad,
        ChangeStatus.Started => Tone.Warn,
        _ => Tone.Dim,
    };

    // An item that is a mapping stays on its line.
    private static string? Text(JsonNode? value) => value is JsonValue ? value.ToString() : value?.ToJsonString();
}
