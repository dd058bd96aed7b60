using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Sees a run as it happens. Calls come one at a time and must be quick.</summary>
public interface IRunObserver
{
    /// <summary>A record has become durable.</summary>
    /// <param name="record">The record.</param>
    /// <param name="state">The state with it.</param>
    void OnRecord(LedgerRecord record, RunState state);

    /// <summary>A step tells how far it is.</summary>
    /// <param name="step">The step.</param>
    /// <param name="message">One line.</param>
    /// <param name="fraction">How much is done, 0 to 1, or null where nobody knows.</param>
    void OnProgress(string step, string message, double? fraction);
}
