using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Reports;

/// <summary>Reads what happened in one step, event by event.</summary>
internal sealed class StepStoryReader
{
    private readonly List<AttemptStory> _attempts = [];
    private readonly List<StepSpan> _spans = [];
    private readonly List<ChangeStory> _changes = [];
    private readonly Dictionary<string, ChangeStory> _byId = new(StringComparer.Ordinal);
    private readonly List<GateStory> _gates = [];
    private (SpanKind Kind, DateTimeOffset Start)? _open;
    private (SpanKind Kind, DateTimeOffset Start)? _undo;

    public void Start(StepStarted started, DateTimeOffset time)
    {
        Close(time);
        _attempts.Add(new AttemptStory { Number = started.Attempt, Start = time });
        _open = (SpanKind.Work, time);
    }

    public void Plan(StepPlanned planned)
    {
        // What was planned before and never began is no change any more.
        foreach (ChangeStory never in _changes.FindAll(change => change.Status == ChangeStatus.Planned))
        {
            _changes.Remove(never);
            _byId.Remove(never.Change.Id);
        }

        foreach (Change change in planned.Changes)
        {
            ChangeStory story = new(change);
            _changes.Add(story);
            _byId[change.Id] = story;
        }
    }

    public void StartChange(string id, DateTimeOffset time)
    {
        if (_byId.TryGetValue(id, out ChangeStory? change))
        {
            change.Status = ChangeStatus.Started;
            change.Start ??= time;
        }
    }

    public void EndChange(ChangeEnded ended, DateTimeOffset time)
    {
        if (_byId.TryGetValue(ended.Change, out ChangeStory? change))
        {
            change.Status = ended.Status;
            change.End = time;
            change.Failure = ended.Failure;
            change.Probed |= ended.Probed;
        }
    }

    public void OpenGate(GateOpened gate, DateTimeOffset time)
    {
        Close(time);
        _gates.Add(new GateStory(gate, time));
        _open = (SpanKind.People, time);
    }

    public void Answer(GateAnswered answer, DateTimeOffset time)
    {
        if (_gates.Count > 0)
        {
            _gates[^1].Answers.Add((time, answer));
        }
    }

    public void Remind(DateTimeOffset time)
    {
        if (_gates.Count > 0)
        {
            _gates[^1].Reminders.Add(time);
        }
    }

    public void End(string outcome, DateTimeOffset time, StepFailed? failed = null)
    {
        Close(time, failed is not null);
        if (_gates is [.., { Closed: null } gate])
        {
            gate.Closed = time;
        }

        if (_attempts.Count > 0 && _attempts[^1] is { End: null } attempt)
        {
            attempt.End = time;
            attempt.Outcome = outcome;
            attempt.Failure = failed?.Failure;
            attempt.RetryAt = failed?.RetryAt;
        }

        _open = failed switch
        {
            { RetryAt: not null } => (SpanKind.Retry, time),
            { Asks: true } => (SpanKind.People, time),
            _ => null,
        };
    }

    public void Decide(DateTimeOffset time) => Close(time);

    public void StartUndo(DateTimeOffset time) => _undo ??= (SpanKind.Undo, time);

    public void EndUndo(UndoEnded ended, DateTimeOffset time)
    {
        if (_undo is { } undo)
        {
            _spans.Add(new StepSpan(SpanKind.Undo, undo.Start, time));
            _undo = null;
        }

        if (_byId.TryGetValue(ended.Change, out ChangeStory? change))
        {
            change.NotUndone = ended.Failure;
            change.Status = ended.Failure is null ? ChangeStatus.Undone : change.Status;
        }
    }

    /// <summary>Nobody worked on the run from one instant to the other; what was under way goes on afterwards.</summary>
    public void Break(DateTimeOffset from, DateTimeOffset to)
    {
        if (_open is { } open)
        {
            Close(from);
            _open = (open.Kind, to);
        }
    }

    public StepStory Finish(StepState state, DateTimeOffset end)
    {
        Close(end);
        return new StepStory { State = state, Attempts = _attempts, Spans = _spans, Changes = _changes, Gates = _gates };
    }

    private void Close(DateTimeOffset time, bool failed = false)
    {
        if (_open is { } open)
        {
            _spans.Add(new StepSpan(failed && open.Kind == SpanKind.Work ? SpanKind.Failed : open.Kind, open.Start, time));
            _open = null;
        }
    }
}
