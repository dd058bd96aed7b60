using ServiceGuru.Host.CommandLine;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Console.Runs;

/// <summary>Tells each step of a run to somebody who sees it for the first time: why it is there, and how it is done by hand.</summary>
/// <param name="screen">Where it is told.</param>
/// <param name="time">The clock.</param>
/// <param name="runbook">The runbook, whose steps say why they are there.</param>
internal sealed class GuidedRunDisplay(IScreen screen, TimeProvider time, Runbook runbook) : IRunDisplay
{
    // About what a person reads with ease.
    private const int Width = 92;

    private readonly PlainRunDisplay _lines = new(screen, time);
    private readonly Lock _turn = new();
    private readonly HashSet<string> _told = [];

    public string? RunId => _lines.RunId;

    public void OnRecord(LedgerRecord record, RunState state)
    {
        lock (_turn)
        {
            if (record.Event is RunCreated or RunResumed && runbook.Description is { } description)
            {
                Prose(description, string.Empty, Tone.Normal);
            }

            if (record.Event is StepStarted started && _told.Add(started.Step))
            {
                Tell(runbook.Step(started.Step));
            }

            _lines.OnRecord(record, state);
        }
    }

    public void OnProgress(string step, string message, double? fraction)
    {
        lock (_turn)
        {
            _lines.OnProgress(step, message, fraction);
        }
    }

    public Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> question, CancellationToken cancellationToken) => _lines.AskAsync(question, cancellationToken);

    public void Stopping() => _lines.Stopping();

    public ValueTask DisposeAsync() => _lines.DisposeAsync();

    private void Tell(RunbookStep step)
    {
        int number = 1 + runbook.Steps.TakeWhile(other => other.Id != step.Id).Count();
        screen.Line();
        screen.Line(new Piece($"{number} of {runbook.Steps.Count}  {step.Title}", Tone.Strong));
        Prose(step.Description ?? step.Operation.Summary, "  ", Tone.Normal);
        if (OperationFace.All.GetValueOrDefault(step.Operation.Id) is { } face)
        {
            screen.Line(new Piece($"  By itself: {string.Join("  or  ", new[] { face.Verb is null ? null : $"guru {face.Verb}", face.Cmdlet }.OfType<string>())}", Tone.Dim));
        }
    }

    private void Prose(string text, string indent, Tone tone)
    {
        foreach (string line in WordWrap.Lines(text, Width))
        {
            screen.Line(indent, new Piece(line, tone));
        }
    }
}
