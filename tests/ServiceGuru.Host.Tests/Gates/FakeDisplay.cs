using ServiceGuru.Host.Console.Runs;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Tests.Gates;

/// <summary>A display that only counts the questions.</summary>
internal sealed class FakeDisplay : IRunDisplay
{
    public string? RunId => SampleRun.Id;

    public int Questions { get; private set; }

    public Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> question, CancellationToken cancellationToken)
    {
        Questions++;
        return question(cancellationToken);
    }

    public void OnRecord(LedgerRecord record, RunState state)
    {
    }

    public void OnProgress(string step, string message, double? fraction)
    {
    }

    public void Stopping()
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
