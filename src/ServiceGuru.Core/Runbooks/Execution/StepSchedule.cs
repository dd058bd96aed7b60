using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>
/// Finds the steps that may begin. Only the followers of what has just ended are looked at, so that a run of ten thousand
/// steps spends its time on the steps.
/// </summary>
internal sealed class StepSchedule
{
    private readonly RunRecorder _recorder;
    private readonly ILookup<string, RunbookStep> _followers;
    private readonly Queue<RunbookStep> _candidates;
    private readonly HashSet<string> _taken = [];

    public StepSchedule(IReadOnlyList<RunbookStep> steps, RunRecorder recorder)
    {
        _recorder = recorder;
        _followers = steps.SelectMany(step => step.Needs.Select(need => (Need: need, Step: step))).ToLookup(edge => edge.Need, edge => edge.Step, StringComparer.Ordinal);
        _candidates = new Queue<RunbookStep>(steps);
    }

    /// <summary>Takes the steps that may begin now, and records which never will.</summary>
    public async Task<IReadOnlyList<RunbookStep>> TakeReadyAsync()
    {
        List<RunbookStep> ready = [];
        while (_candidates.TryDequeue(out RunbookStep? step))
        {
            RunState state = _recorder.State;
            StepState own = state.Step(step.Id);
            if (own.Ended || _taken.Contains(step.Id) || step.Needs.Any(need => !state.Step(need).Ended))
            {
                continue;
            }

            if (own.Status == StepStatus.Pending && WhyNot(step, state) is { } reason)
            {
                await _recorder.AppendAsync(new StepSkipped(step.Id, reason)).ConfigureAwait(false);
                Follow(step);
                continue;
            }

            _taken.Add(step.Id);
            ready.Add(step);
        }

        return ready;
    }

    /// <summary>Gives a step back whose attempt has come to its end, or is to be repeated.</summary>
    public void Return(RunbookStep step)
    {
        _taken.Remove(step.Id);
        _candidates.Enqueue(step);
        if (_recorder.State.Step(step.Id).Ended)
        {
            Follow(step);
        }
    }

    private static string? WhyNot(RunbookStep step, RunState state)
    {
        if (step.When == StepCondition.Success)
        {
            return step.Needs.Select(state.Step).FirstOrDefault(need => !need.Satisfied) is { } unmet
                ? $"step '{unmet.Step.Id}' {(unmet.Status == StepStatus.Failed ? "failed" : "was skipped")}"
                : null;
        }

        return step.When == StepCondition.Failure && !step.Needs.Any(need => state.Step(need).Status == StepStatus.Failed)
            ? $"none of these has failed: {string.Join(", ", step.Needs)}"
            : null;
    }

    private void Follow(RunbookStep step)
    {
        foreach (RunbookStep follower in _followers[step.Id])
        {
            _candidates.Enqueue(follower);
        }
    }
}
