using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>What a run has done and is still there, last first: the true order of its records, also across steps that ran side by side.</summary>
internal static class UndoOrder
{
    /// <summary>Lists it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="steps">The steps that are looked at.</param>
    public static IReadOnlyList<Done> Of(RunState run, IReadOnlyCollection<string> steps) =>
    [
        .. run.Steps.Where(step => steps.Contains(step.Step.Id))
            .SelectMany(step => step.Changes.Where(result => result.Status == ChangeStatus.Applied).Select(result => new Done(step.Step.Id, result, null, result.AppliedIn ?? 0))

                // What a target has done while its end is not recorded is the newest there is.
                .Concat(step.Targets.Select(target => new Done(step.Step.Id, null, target, target.EndedIn ?? long.MaxValue))))
            .Reverse()
            .OrderByDescending(done => done.Sequence),
    ];

    /// <summary>One applied change of the run, or one target with a run of its own.</summary>
    /// <param name="Step">The step.</param>
    /// <param name="Result">The change, or null for a target.</param>
    /// <param name="Target">The target, or null for a change.</param>
    /// <param name="Sequence">The record by which it was done.</param>
    internal sealed record Done(string Step, ChangeResult? Result, TargetState? Target, long Sequence);
}
