using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Promises;

namespace ServiceGuru.Host.Console.Runs;

/// <summary>Says where a run comes from: its scenario, the plan that it holds to, the step that it runs alone.</summary>
internal static class Provenance
{
    private const int ShortHash = 12;

    /// <summary>Gives one line for each; empty for most runs.</summary>
    public static IEnumerable<string> Of(RunCreated created)
    {
        if (created.DuringFreeze is { } reason)
        {
            yield return $"went although the calendar forbade it: {reason}";
        }

        if (created.Scenario is { } scenario)
        {
            yield return $"scenario {scenario}";
        }

        if (created.Origin is { } origin)
        {
            string step = origin.RunId is null ? "a step alone" : $"step {origin.Step} of run {origin.RunId} alone";
            yield return origin.Snippet is null ? step : $"snippet {origin.Snippet}, {step}";
        }

        if (created.PlanHash is { } hash)
        {
            string[] open = [.. (created.Promise?.Steps ?? []).Where(promise => promise.Gap is not null and not PromiseGap.OnlyAfterFailure).Select(promise => promise.Step)];
            yield return $"holds to plan {hash[..Math.Min(ShortHash, hash.Length)]}{(open.Length == 0 ? string.Empty : $"; not promised, so not compared: {string.Join(", ", open)}")}";
        }
    }
}
