namespace ServiceGuru.Runbooks.Promises;

/// <summary>Why a plan promises nothing of a step.</summary>
public enum PromiseGap
{
    /// <summary>An input is known only in the run.</summary>
    WaitsForRun,

    /// <summary>It starts from what earlier steps of the run leave behind.</summary>
    FollowsEarlierSteps,

    /// <summary>It runs only where a step before it has failed.</summary>
    OnlyAfterFailure,
}
