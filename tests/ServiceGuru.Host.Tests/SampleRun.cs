using System.Text.Json;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Tests;

/// <summary>Runs as the engine would record them, record by record.</summary>
internal sealed class SampleRun
{
    public const string Id = "20261123-130502-k7qd";

    public static readonly DateTimeOffset Start = new(2026, 11, 23, 13, 5, 2, TimeSpan.Zero);

    private readonly List<LedgerRecord> _records = [];

    public SampleRun(params (string Id, string Title, string Uses)[] steps)
        : this([.. steps.Select(step => new StepHeader(step.Id, step.Title, step.Uses, [], StepCondition.Success, UndoPolicy.Offered))])
    {
    }

    public SampleRun(IReadOnlyList<StepHeader> steps) => Add(new RunCreated
    {
        Runbook = "weekly-production",
        RunbookText = "text",
        RunbookHash = "hash",
        RunbookPath = "/runbooks/weekly-production.yaml",
        Service = "packit",
        Steps = steps,
        WorkingDirectory = "/work",
        By = "ada@example",
    });

    public IReadOnlyList<LedgerRecord> Records => _records;

    public RunState State => RunTransitions.Fold(Id, _records);

    public static Change Change(string id, string target, bool destructive = false) => new()
    {
        Id = id,
        Kind = "move-branch",
        Target = target,
        Summary = $"{target}: stable 1111111 -> 2222222",
        Effect = EffectContract.CompareAndSwap,
        Destructive = destructive,
        Undo = $"{target}: stable back to 1111111",
    };

    public static Failure Failure(string id = "ImageNotFound") => new()
    {
        Id = id,
        Message = "The image can't be pulled.",
        Target = "pod/worker-0",
        Cause = "manifest unknown",
        Evidence = ["event Failed", "log: \u001b[31mred\u001b[0m"],
        NextAction = "Have the image built.",
    };

    /// <summary>Adds an event a second after the one before.</summary>
    public SampleRun Add(RunEvent runEvent)
    {
        _records.Add(new LedgerRecord(_records.Count + 1, Start + TimeSpan.FromSeconds(_records.Count), runEvent));
        return this;
    }

    public SampleRun Begin(string step) => Add(new StepStarted(step, 1, []));

    public SampleRun Succeed(string step, object? output = null) =>
        Add(new StepSucceeded(step, output is null ? null : JsonSerializer.SerializeToNode(output, output.GetType(), LedgerJson.Options)));

    /// <summary>Adds a change from its plan to its end.</summary>
    public SampleRun Apply(string step, params Change[] changes)
    {
        Add(new StepPlanned(step, changes, []));
        foreach (Change change in changes)
        {
            Add(new ChangeStarted(step, change.Id));
            Add(new ChangeEnded { Step = step, Change = change.Id, Status = ChangeStatus.Applied });
        }

        return this;
    }

    /// <summary>Gives every state that the run went through, with its record.</summary>
    public IEnumerable<(LedgerRecord Record, RunState State)> Steps() =>
        _records.Select((record, index) => (record, RunTransitions.Fold(Id, _records.Take(index + 1))));
}
