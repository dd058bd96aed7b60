using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Hands on to the targets that are under way what people ask of the run.</summary>
internal sealed class TargetSteering(RunRecorder recorder, IRunLedger ledger)
{
    private readonly Dictionary<string, RunRequest> _told = [];

    /// <summary>Tells each target what it has not been told yet; gives false where one is not there yet, or the ledger is away for a moment, and it is to be told a moment later.</summary>
    public async Task<bool> TellAsync(IEnumerable<TargetHeader> targets)
    {
        RunRequest? now = recorder.State switch
        {
            { Halted: { Cancelled: true } halted } => new CancelRequest(halted.By, halted.Reason),
            { Halted: { } halted } => new StopRequest(halted.By, halted.Reason),
            { Paused: { } paused } => new PauseRequest(paused.By, paused.Reason),
            _ => null,
        };
        bool all = true;
        foreach (TargetHeader target in targets)
        {
            RunRequest? before = _told.GetValueOrDefault(target.RunId);
            RunRequest? next = now ?? (before is PauseRequest ? new ContinueRequest(before.By) : null);
            if (next is null || next == before)
            {
                continue;
            }

            try
            {
                // Not cancelled with the run: this is what ends it.
                await ledger.PostAsync(target.RunId, next, CancellationToken.None).ConfigureAwait(false);
                _told[target.RunId] = next;
            }
            catch (GuruException error) when (error.Failure.Id == "RunNotFound" || error.Failure is { Id: "LedgerUnreachable", Transient: true })
            {
                all = false;
            }
        }

        return all;
    }
}
