using ServiceGuru.Documents;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Sessions;

/// <summary>Checks that a run can go on from a step that somebody chose: every step that runs then must find what it refers to.</summary>
internal static class RunRestartRules
{
    /// <summary>Checks it by looking at where the run would stand.</summary>
    /// <param name="run">Where the run stands.</param>
    /// <param name="runbook">The runbook that it follows.</param>
    /// <param name="events">What would be recorded; the last is its resumption.</param>
    /// <exception cref="GuruException"><c>StepNotFound</c>, or <c>OutputMissing</c> with everything that is missing.</exception>
    public static void Check(RunState run, Runbook runbook, IReadOnlyList<RunEvent> events)
    {
        string from = ((RunResumed)events[^1]).From!;
        ChosenSteps.Check(run.Id, [.. runbook.Steps.Select(step => step.Id)], [from]);
        RunState then = events.Aggregate(run, (state, happened) => RunTransitions.Apply(state, new LedgerRecord(state.Sequence + 1, run.UpdatedAt, happened)));
        List<string> missing = [];
        foreach (RunbookStep step in runbook.Steps.Where(step => !then.Step(step.Id).Ended))
        {
            foreach (string reference in References(step.With).Distinct(StringComparer.Ordinal))
            {
                string source = reference.Split('.')[1];
                if (then.Step(source) is { Waived: true, Output: null })
                {
                    missing.Add($"step '{step.Id}' needs ${{{{ {reference} }}}}, and '{source}' is left out and has no output");
                }
            }
        }

        if (missing.Count > 0)
        {
            throw new GuruException(new Failure
            {
                Id = "OutputMissing",
                Kind = FailureKind.Usage,
                Message = $"Run {run.Id} can't go on from '{from}': {Quantity.Of(missing.Count, "value")} would be missing.",
                Target = from,
                Evidence = missing,
                NextAction = "Go on from an earlier step, one that gives these values. Nothing was started.",
            });
        }
    }

    private static IEnumerable<string> References(DocumentNode? node) => node switch
    {
        MappingNode map => map.Entries.SelectMany(entry => References(entry.Value)),
        SequenceNode list => list.Items.SelectMany(References),
        ScalarNode scalar => Reference.In(scalar).Where(reference => reference.Step is not null).Select(reference => string.Join('.', reference.Path)),
        _ => [],
    };
}
