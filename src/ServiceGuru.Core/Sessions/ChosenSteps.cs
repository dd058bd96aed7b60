using ServiceGuru.Documents;
using ServiceGuru.Operations;

namespace ServiceGuru.Sessions;

/// <summary>Steps of a run that somebody named.</summary>
internal static class ChosenSteps
{
    /// <summary>Refuses names that are no steps, all at once.</summary>
    /// <exception cref="GuruException"><c>StepNotFound</c>.</exception>
    public static void Check(string runId, IReadOnlyCollection<string> known, IEnumerable<string> chosen)
    {
        List<string> unknown = [.. chosen.Where(step => !known.Contains(step, StringComparer.Ordinal)).Distinct(StringComparer.Ordinal)];
        if (unknown.Count > 0)
        {
            throw new GuruException(new Failure
            {
                Id = "StepNotFound",
                Kind = FailureKind.Usage,
                Message = $"Run {runId} has no step {string.Join(", ", unknown.Select(step => $"'{step}'"))}.{NearestName.Hint(unknown[0], known)}",
                Target = runId,
                NextAction = $"Its steps: {string.Join(", ", known)}.",
            });
        }
    }
}
