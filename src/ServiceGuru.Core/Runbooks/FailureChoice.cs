namespace ServiceGuru.Runbooks;

/// <summary>What can be done about a step that has failed.</summary>
public enum FailureChoice
{
    /// <summary>Try the step again.</summary>
    Retry,

    /// <summary>Leave the step and go on with those that need it, as if it had succeeded; needs a reason.</summary>
    Skip,

    /// <summary>Give the run up and undo all that it has changed, not only what is undone automatically.</summary>
    Undo,

    /// <summary>Let the run fail, as it does where nobody is asked.</summary>
    Abort,
}
