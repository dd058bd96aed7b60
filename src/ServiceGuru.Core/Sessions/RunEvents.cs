using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Sessions;

/// <summary>Reads the events of a run, those that are there and those that are still to come.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="time">The clock.</param>
public sealed class RunEvents(IRunLedger ledger, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    private static readonly Dictionary<Type, string> Types = typeof(RunEvent).GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToDictionary(derived => derived.DerivedType, derived => (string)derived.TypeDiscriminator!);

    /// <summary>Gives the events in order.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="follow">Whether to wait for further ones until the run has ended, or no process works on it any more.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The events.</returns>
    /// <exception cref="Operations.GuruException"><c>RunNotFound</c>, <c>LedgerDamaged</c>.</exception>
    public async IAsyncEnumerable<RunbookEvent> ReadAsync(string runId, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RunState? state = null;
        bool left = false;
        while (true)
        {
            // Whether somebody works on it is looked up first: what they wrote before they left is still read.
            left = follow && !await ledger.IsHeldAsync(runId, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<LedgerRecord> records = await ledger.ReadAsync(runId, cancellationToken).ConfigureAwait(false);
            foreach (LedgerRecord record in records.Skip((int)(state?.Sequence ?? 0)))
            {
                state = state is null ? RunTransitions.Begin(runId, record) : RunTransitions.Apply(state, record);
                yield return new RunbookEvent
                {
                    RunId = runId,
                    Sequence = record.Sequence,
                    Time = record.Time,
                    Type = Types[record.Event.GetType()],
                    Step = RunEventText.StepOf(record.Event),
                    Text = RunEventText.Of(record, state),
                };
            }

            if (!follow || left || state is { Status: not RunStatus.Running })
            {
                yield break;
            }

            await Task.Delay(Poll, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
