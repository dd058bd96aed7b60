using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Reports;

/// <summary>
/// What another step of the run had put back before the undo came to it, as the topics' restore does. The ledger keeps
/// such an undo, because a resumed run must do the step again; to people it would tell of something that did not happen.
/// </summary>
public static class PutBack
{
    /// <summary>Tells whether another step has put a change back.</summary>
    /// <param name="run">The run.</param>
    /// <param name="step">The step that the change belongs to.</param>
    /// <param name="change">The change.</param>
    /// <returns>Whether one has.</returns>
    public static bool ByAnotherStep(RunState run, string step, Change change) => change.From is { } from && run.Steps
        .Where(other => other.Step.Id != step)
        .SelectMany(other => other.Changes)
        .Any(other => other.Status == ChangeStatus.Applied && other.Change.Target == change.Target && other.Change.To == from && other.Change.From == change.To);

    /// <summary>Tells whether another step has put a change back.</summary>
    /// <param name="run">The run.</param>
    /// <param name="step">The step that the change belongs to.</param>
    /// <param name="change">The change's id.</param>
    /// <returns>Whether one has.</returns>
    public static bool ByAnotherStep(RunState run, string step, string change) =>
        run.Step(step).Changes.Find(result => result.Change.Id == change) is { } undone && ByAnotherStep(run, step, undone.Change);
}
