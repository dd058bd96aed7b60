using System.Globalization;
using ServiceGuru.Approvals;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Completion;

/// <summary>Runs, and what is in them, from a journal: a key that was pressed must not wait for a network.</summary>
/// <param name="journal">The journal.</param>
/// <param name="time">The clock.</param>
public sealed class RunCandidates(JournalLedger journal, TimeProvider time)
{
    // Nobody looks for a run of last year by its id, and nobody waits for a thousand journals to be opened.
    private const int Newest = 100;

    /// <summary>The newest runs, newest first, with runbook, status and time.</summary>
    /// <param name="start">How the id begins.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<Candidate>> RunsAsync(string start, CancellationToken cancellationToken)
    {
        List<Candidate> runs = [];
        foreach (string id in (await journal.ListAsync(cancellationToken).ConfigureAwait(false)).Where(id => id.StartsWith(start, StringComparison.OrdinalIgnoreCase)).Take(Newest))
        {
            runs.Add(new Candidate(id, await journal.GlanceAsync(id, cancellationToken).ConfigureAwait(false) is { } glance ? Words(glance) : "its record can't be read"));
        }

        return runs;
    }

    /// <summary>The steps of a run, with where they stand.</summary>
    /// <param name="run">The run.</param>
    /// <param name="which">Which of them.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<Candidate>> StepsAsync(string run, Func<StepState, bool> which, CancellationToken cancellationToken) =>
    [
        .. LedgerReader.Fold(run, await journal.ReadAsync(run, cancellationToken).ConfigureAwait(false)).Steps.Where(which)
            .Select(step => new Candidate(step.Step.Id, $"{step.Step.Title} ({Word(step.Status)})")),
    ];

    /// <summary>The inputs of a recorded step, with the values that they had.</summary>
    /// <param name="run">The run.</param>
    /// <param name="step">The step.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<Candidate>> InputsAsync(string run, string step, CancellationToken cancellationToken) =>
    [
        .. LedgerReader.Fold(run, await journal.ReadAsync(run, cancellationToken).ConfigureAwait(false)).Step(step).Inputs?.ToJsonObject()
            .Select(input => new Candidate(input.Key, Was(input.Value?.ToJsonString(LedgerJson.Options) ?? "null"))) ?? [],
    ];

    /// <summary>The gates that wait: those of a run, or of the newest runs where none is named.</summary>
    /// <param name="run">The run, or null.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<Candidate>> GatesAsync(string? run, CancellationToken cancellationToken)
    {
        IEnumerable<string> runs = run is not null ? [run] : (await journal.ListAsync(cancellationToken).ConfigureAwait(false)).Take(Newest);
        OpenGateList list = await new GateDesk(journal, time).ListAsync(runs, cancellationToken).ConfigureAwait(false);
        return [.. list.Gates.DistinctBy(gate => gate.Step).Select(gate => new Candidate(gate.Step, gate.Gate.Question))];
    }

    /// <summary>The steps of a run that can be undone.</summary>
    /// <param name="step">The step.</param>
    public static bool HasChanges(StepState step) => step.Changes.Exists(change => change.Status == ChangeStatus.Applied) || step.Targets.Count > 0;

    // A hint is one line of a screen.
    private static string Was(string value) => value.Length > 60 ? $"was {value[..60]}…" : $"was {value}";

    private static string Words(RunGlance run) =>
        $"{run.Runbook} for {run.Service}, {Word(run.Status)}, {run.StartedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}";

    private static string Word<T>(T status)
        where T : struct, Enum => status.ToString().ToLowerInvariant();
}
