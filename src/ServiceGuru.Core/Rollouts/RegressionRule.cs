using System.Globalization;

namespace ServiceGuru.Rollouts;

/// <summary>
/// The team's rule: "Revert the deployment, if all jobs fail or there is significant regression in the functionality."
/// Many jobs fail by their projects' own fault, about one of ten, so what counts is the difference to before.
/// </summary>
internal static class RegressionRule
{
    // Below a half, a few broken projects may just have had a busy day.
    private const double SignificantRate = 0.5;
    private const double SignificantFactor = 2;

    // Few jobs end within minutes: three of six may fail by chance in every fiftieth good deployment.
    private const double Chance = 0.001;

    /// <summary>Judges by the jobs alone.</summary>
    /// <param name="before">The jobs from before the deployment.</param>
    /// <param name="after">The jobs since.</param>
    /// <param name="needed">How many must have ended since.</param>
    /// <returns>The verdict, and why, one line.</returns>
    public static (AssessmentVerdict Verdict, string Why) Judge(JobTally before, JobTally after, int needed)
    {
        string now = Describe("since the deployment", after);
        string then = Describe("before it", before);
        if (after.Ended < needed)
        {
            return (AssessmentVerdict.Unknown, $"Too few jobs to tell: {now}, and {needed} are needed; {then}.");
        }

        bool alwaysFailed = before.Ended >= needed && before.Failed == before.Ended;
        return after.Failed == after.Ended && !alwaysFailed ? (AssessmentVerdict.Regressed, $"All jobs fail: {now}; {then}.")
            : Rate(after) >= SignificantRate && Rate(after) >= SignificantFactor * Rate(before) && ByChance(before, after) < Chance ? (AssessmentVerdict.Regressed, $"Significantly more jobs fail: {now}; {then}.")
            : (AssessmentVerdict.Good, $"Jobs end as before: {now}; {then}.");
    }

    // How likely at least as many failures are if nothing has changed (binomial distribution; the rate from before by
    // Laplace's rule, so that a service without a past is not taken for one that never fails).
    private static double ByChance(JobTally before, JobTally after)
    {
        double rate = (before.Failed + 1.0) / (before.Ended + 2.0);
        double exactly = Math.Pow(1 - rate, after.Ended);
        double fewer = 0;
        for (int failed = 0; failed < after.Failed; failed++)
        {
            fewer += exactly;
            exactly *= (after.Ended - failed) / (failed + 1.0) * rate / (1 - rate);
        }

        return 1 - fewer;
    }

    private static double Rate(JobTally tally) => tally.Ended == 0 ? 0 : (double)tally.Failed / tally.Ended;

    private static string Describe(string when, JobTally tally) => tally.Ended == 0
        ? $"none ended {when}"
        : string.Create(CultureInfo.InvariantCulture, $"{tally.Failed} of {tally.Ended} failed {when} ({Rate(tally) * 100:0} %)");
}
