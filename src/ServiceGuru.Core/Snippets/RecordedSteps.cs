using System.Text.Json.Nodes;
using ServiceGuru.Documents;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Snippets;

/// <summary>The steps of recorded runs as snippets: each is one by itself, called <c>RUN/STEP</c>.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="parser">Reads runbooks.</param>
/// <param name="operations">The operations.</param>
public sealed class RecordedSteps(IRunLedger ledger, IDocumentParser parser, OperationCatalog operations)
{
    /// <summary>Takes a step out of a run: the inputs of its newest attempt, or as far as they are known where it has not run.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="stepId">Its step.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The snippet, and the service definition's file that the run was started with, if any.</returns>
    /// <exception cref="GuruException"><c>RunNotFound</c>, <c>LedgerDamaged</c>, <c>StepNotFound</c>, <c>OperationUnknown</c>.</exception>
    public async Task<(Snippet Snippet, string? ServicePath)> FindAsync(string runId, string stepId, CancellationToken cancellationToken)
    {
        RunState run = LedgerReader.Fold(runId, await ledger.ReadAsync(runId, cancellationToken).ConfigureAwait(false));
        if (run.Steps.Find(step => step.Step.Id == stepId) is not { } state)
        {
            throw Wrong("StepNotFound", $"Run {runId} has no step '{stepId}'.{NearestName.Hint(stepId, run.Steps.Select(step => step.Step.Id))}", stepId);
        }

        IOperation operation = operations.Find(state.Step.Uses)
            ?? throw Wrong("OperationUnknown", $"Step '{stepId}' of run {runId} uses {state.Step.Uses}, which is not there any more.", state.Step.Uses);
        RunbookStep written = new RunbookReader(parser, operations).ReadPinned(run.Created).Step(stepId);
        if (written.ForEach is not null)
        {
            throw HasTargets(run, state);
        }

        Dictionary<string, string> unknown = state.Inputs is null ? UnknownOf(written, run) : [];
        return (new Snippet
        {
            Operation = operation,
            Inputs = (JsonObject)(state.Inputs?.ToJsonObject() ?? StepInputs.Resolve(written.With, run.Created.Parameters, id => run.Step(id).OutputAsJson(), [])).DeepClone(),
            Unknown = unknown,
            Timeout = written.Timeout,
            Retry = written.Retry,
            Undo = state.Step.Undo,
            From = Source(run, stepId),
        }, run.Created.ServicePath);
    }

    /// <summary>Lists the steps of the newest runs that have begun, newest run first.</summary>
    /// <param name="runs">Of how many runs at most.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The steps; a run whose record can't be read is left out.</returns>
    public async Task<IReadOnlyList<SnippetEntry>> ListAsync(int runs, CancellationToken cancellationToken)
    {
        List<SnippetEntry> entries = [];
        foreach (string id in (await ledger.ListAsync(cancellationToken).ConfigureAwait(false)).Take(runs))
        {
            if (await ReadAsync(id, cancellationToken).ConfigureAwait(false) is { } run)
            {
                entries.AddRange(run.Steps.Where(step => step.Inputs is not null && step.Targets.Count == 0)
                    .Select(step => new SnippetEntry($"{id}/{step.Step.Id}", step.Step.Uses, step.Step.Title, Source(run, step.Step.Id), null, [])));
            }
        }

        return entries;
    }

    private async Task<RunState?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<LedgerRecord> records = await ledger.ReadAsync(id, cancellationToken).ConfigureAwait(false);
            return records.Count == 0 ? null : LedgerReader.Fold(id, records);
        }
        catch (GuruException)
        {
            // One damaged record must not hide the others; 'guru runs' tells of it.
            return null;
        }
    }

    private static Dictionary<string, string> UnknownOf(RunbookStep step, RunState run)
    {
        Dictionary<string, string> unknown = new(StringComparer.Ordinal);
        foreach (MappingEntry entry in step.With?.Entries ?? [])
        {
            List<string> missing = [];
            StepInputs.Resolve(new MappingNode([entry], step.With!.Position), run.Created.Parameters, id => run.Step(id).OutputAsJson(), missing);
            if (missing.Count > 0)
            {
                unknown[entry.Key.Value!] = string.Join(", ", missing.Distinct());
            }
        }

        return unknown;
    }

    private static SnippetSource Source(RunState run, string step) => new() { Run = run.Id, Step = step, Runbook = run.Created.Runbook, Service = run.Created.Service };

    // Its own inputs are none, and none would often mean everything.
    private static GuruException HasTargets(RunState run, StepState step) => new(new Failure
    {
        Id = "StepHasTargets",
        Kind = FailureKind.Usage,
        Message = $"Step '{step.Step.Id}' of run {run.Id} works on many targets, each in a run of its own.",
        Target = step.Step.Id,
        Evidence = [.. step.Targets.Take(5).Select(target => $"{target.Target.Name}: {target.Target.RunId}"), .. step.Targets.Count > 5 ? [$"and {step.Targets.Count - 5} more"] : Array.Empty<string>()],
        NextAction = $"Take the step of one target's run: 'guru step {step.Targets.FirstOrDefault()?.Target.RunId ?? "TARGET-RUN"} {step.Step.Id}'.",
    });

    private static GuruException Wrong(string id, string message, string target) => new(new Failure
    {
        Id = id,
        Kind = FailureKind.Usage,
        Message = message,
        Target = target,
        NextAction = "See the run's steps with 'guru show RUN'.",
    });
}
