using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>
/// Keeps a display that fails (its disk is full, its terminal is gone) from failing the run: what is durable has happened,
/// whether somebody sees it or not. It is shown nothing more, and the run's end tells why.
/// </summary>
internal sealed class SteadyObserver : IRunObserver
{
    private readonly IRunObserver _observer;
    private volatile Exception? _trouble;

    private SteadyObserver(IRunObserver observer) => _observer = observer;

    /// <summary>Gives one of an observer, or the observer itself where it is one.</summary>
    public static SteadyObserver Of(IRunObserver observer) => observer as SteadyObserver ?? new SteadyObserver(observer);

    /// <inheritdoc/>
    public void OnRecord(LedgerRecord record, RunState state) => Show(() => _observer.OnRecord(record, state));

    /// <inheritdoc/>
    public void OnProgress(string step, string message, double? fraction) => Show(() => _observer.OnProgress(step, message, fraction));

    /// <summary>Says that the run was not shown to its end, where that is so.</summary>
    /// <exception cref="GuruException"><c>DisplayFailed</c>.</exception>
    public void Require(RunState ended)
    {
        if (_trouble is not { } trouble)
        {
            return;
        }

        Failure why = Failures.From(trouble, "the display");
        throw new GuruException(
            new Failure
            {
                Id = "DisplayFailed",

                // A run that has gone well must not look like one that has failed.
                Kind = ended.Status == RunStatus.Succeeded ? FailureKind.Unreachable : FailureKind.Refused,
                Message = $"Run {ended.Id} has ended ({ended.Status}), but what it did could not be shown to its end.",
                Target = ended.Id,
                Cause = $"{why.Message} {why.Cause}".Trim(),
                NextAction = $"The record is whole: 'guru show {ended.Id}'.",
            },
            trouble);
    }

    private void Show(Action show)
    {
        if (_trouble is not null)
        {
            return;
        }

        try
        {
            show();
        }
        catch (Exception error)
        {
            _trouble = error;
        }
    }
}
