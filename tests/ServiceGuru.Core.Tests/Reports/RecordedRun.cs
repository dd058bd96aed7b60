using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Reports;

/// <summary>Records of a run, written as the engine would, at instants that a test chooses.</summary>
internal sealed class RecordedRun
{
    public const string Id = "20261123-130502-k7qd";

    public static readonly string Hash = new('a', 64);

    private static readonly DateTimeOffset Start = new(2026, 11, 23, 13, 5, 2, TimeSpan.Zero);

    private readonly List<LedgerRecord> _records = [];
    private DateTimeOffset _now = Start;

    public RecordedRun(params StepHeader[] steps) => Add(new RunCreated
    {
        Runbook = "weekly-production",
        RunbookText = "text",
        RunbookHash = "runbook-hash",
        Service = "packit",
        Steps = steps,
        WorkingDirectory = "/work",
        By = "ada@example",
    });

    public IReadOnlyList<LedgerRecord> Records => _records;

    public string Html => RunReport.Create(Id, _records, Hash);

    public RunStory Story => RunStory.Of(Id, _records);

    public static StepHeader Step(string id, string[]? needs = null, string? title = null, StepCondition when = StepCondition.Success) =>
        new(id, title ?? $"Title of {id}", "test/set", needs ?? [], when, UndoPolicy.Offered);

    public static Change Change(string id, string summary = "set it") =>
        new() { Id = id, Kind = "set", Target = "it", From = "old", To = "new", Summary = summary, Effect = EffectContract.Convergent, Undo = "set it back" };

    public static DateTimeOffset At(double seconds) => Start + TimeSpan.FromSeconds(seconds);

    public RecordedRun After(double seconds)
    {
        _now += TimeSpan.FromSeconds(seconds);
        return this;
    }

    public RecordedRun Add(RunEvent runEvent)
    {
        _records.Add(new LedgerRecord(_records.Count + 1, _now, runEvent));
        return this;
    }

    public RecordedRun Does(string step, double seconds, int attempt = 1) => Add(new StepStarted(step, attempt, [])).After(seconds).Add(new StepSucceeded(step, null));
}
