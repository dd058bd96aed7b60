namespace ServiceGuru.Runbooks;

/// <summary>What a run does when a step has failed for good.</summary>
public enum FailurePolicy
{
    /// <summary>What needs the step is skipped, and the run fails.</summary>
    Fail,

    /// <summary>The step waits for somebody's decision; what does not need it goes on.</summary>
    Ask,
}
