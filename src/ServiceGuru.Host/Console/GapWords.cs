using ServiceGuru.Runbooks.Promises;

namespace ServiceGuru.Host.Console;

/// <summary>Says why a plan promises nothing of a step.</summary>
internal static class GapWords
{
    public static string Of(PromiseGap gap) => gap switch
    {
        PromiseGap.WaitsForRun => "an input is known only in the run",
        PromiseGap.FollowsEarlierSteps => "it starts from what earlier steps leave behind",
        _ => "it runs only where a step before it has failed",
    };
}
