namespace ServiceGuru.Runbooks;

/// <summary>When a step runs, once all the steps that it needs have ended.</summary>
public enum StepCondition
{
    /// <summary>When all of them succeeded.</summary>
    Success,

    /// <summary>When at least one of them failed.</summary>
    Failure,

    /// <summary>In any case.</summary>
    Always,
}
