namespace ServiceGuru.Rollouts;

/// <summary>What a deployment did to the service.</summary>
public enum AssessmentVerdict
{
    /// <summary>There is too little to tell by.</summary>
    Unknown,

    /// <summary>Nothing speaks against it.</summary>
    Good,

    /// <summary>All jobs fail, or the service works significantly worse than before.</summary>
    Regressed,
}
