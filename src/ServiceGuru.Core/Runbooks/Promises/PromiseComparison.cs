using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks.Promises;

/// <summary>Says in words how what a step would do now differs from what was promised.</summary>
internal static class PromiseComparison
{
    /// <summary>Compares the targets of a step.</summary>
    /// <returns>The differences, one line each; empty where there is none.</returns>
    public static IReadOnlyList<string> CompareTargets(StepPromise promised, StepPromise now)
    {
        IReadOnlyList<string> names = CompareNames(promised, [.. now.Targets.Select(target => target.Name)]);
        IEnumerable<string> lines = promised.Targets.SelectMany(target => now.Targets.FirstOrDefault(other => other.Name == target.Name) is { } same
            ? Compare(Of(promised, target), Of(promised, same), [])
            : []);
        return [.. names, .. lines];
    }

    /// <summary>Compares the names of the targets alone.</summary>
    /// <returns>The differences, one line each; empty where there is none.</returns>
    public static IReadOnlyList<string> CompareNames(StepPromise promised, IReadOnlyList<string> now)
    {
        string[] before = [.. promised.Targets.Select(target => target.Name)];
        string[] lines =
        [
            .. now.Except(before, StringComparer.Ordinal).Select(name => $"{promised.Step}: new target: {name}"),
            .. before.Except(now, StringComparer.Ordinal).Select(name => $"{promised.Step}: missing target: {name}"),
        ];
        return lines.Length > 0 || before.SequenceEqual(now, StringComparer.Ordinal) ? lines : [$"{promised.Step}: the same targets in another order"];
    }

    /// <summary>Compares; what earlier attempts of the step have done need not be done again.</summary>
    /// <param name="promised">The promise.</param>
    /// <param name="now">What the step would do now.</param>
    /// <param name="applied">What the step has already done in this run.</param>
    /// <returns>The differences, one line each; empty where there is none.</returns>
    public static IReadOnlyList<string> Compare(StepPromise promised, StepPromise now, IReadOnlyList<Change> applied)
    {
        List<ChangePromise> left = [.. promised.Changes];
        foreach (Change change in applied)
        {
            if (left.FindIndex(promise => IsDone(promise, change)) is var done and >= 0)
            {
                left.RemoveAt(done);
            }
        }

        bool whole = left.Count == promised.Changes.Count;
        List<string> lines = [];
        List<(ChangePromise Promised, ChangePromise Now)> pairs = [];
        foreach (ChangePromise change in now.Changes)
        {
            if (left.FindIndex(promise => Key(promise) == Key(change)) is var at and >= 0)
            {
                pairs.Add((left[at], change));
                lines.AddRange(Differences(left[at], change, promised, now, whole));
                left.RemoveAt(at);
            }
            else
            {
                lines.Add($"new change: {change.Summary}");
            }
        }

        lines.AddRange(left.Select(missing => $"missing change: {missing.Summary}"));
        if (lines.Count == 0 && whole && !pairs.TrueForAll(pair => pair.Promised.Id == pair.Now.Id))
        {
            lines.Add($"the same {Quantity.Of(pairs.Count, "change")} in another order");
        }

        lines.AddRange(Blockers(promised, now));
        return [.. lines.Select(line => $"{promised.Step}: {line}")];
    }

    private static IEnumerable<string> Differences(ChangePromise promised, ChangePromise now, StepPromise promisedStep, StepPromise nowStep, bool whole)
    {
        string subject = PromiseWords.Subject(promised);
        if (promised.To != now.To)
        {
            yield return $"{subject} would go to {PromiseWords.Value(now.To)} instead of {PromiseWords.Value(promised.To)}";
        }

        if (promised.From != now.From)
        {
            yield return $"{subject} is at {PromiseWords.Value(now.From)} now, and not at {PromiseWords.Value(promised.From)}";
        }

        if (promised.Destructive != now.Destructive)
        {
            yield return now.Destructive ? $"{subject} would destroy something, and did not when it was planned" : $"{subject} would destroy nothing any more";
        }

        if (promised.Effect != now.Effect)
        {
            yield return $"{subject} would be made safe another way: {now.Effect} instead of {promised.Effect}";
        }

        // What is done already is no part of a later attempt's plan, so only whole plans have the same order and details.
        if (whole && Order(promised, promisedStep) is var before && Order(now, nowStep) is var after && before != after)
        {
            yield return $"{subject} would wait for {after} instead of {before}";
        }

        string[] details = !whole ? [] :
        [
            .. promised.Details.Keys.Union(now.Details.Keys, StringComparer.Ordinal)
                .Where(key => promised.Details.GetValueOrDefault(key) != now.Details.GetValueOrDefault(key)).Order(StringComparer.Ordinal),
        ];
        if (details.Length > 0)
        {
            yield return $"{subject} would be done with other details: {string.Join(", ", details)}";
        }
    }

    private static IEnumerable<string> Blockers(StepPromise promised, StepPromise now)
    {
        foreach (BlockerPromise blocker in now.Blockers.Where(blocker => !promised.Blockers.Any(other => Same(other, blocker))))
        {
            yield return $"would fail now: {blocker.Message} [{blocker.Id}]";
        }

        foreach (BlockerPromise blocker in promised.Blockers.Where(blocker => !now.Blockers.Any(other => Same(other, blocker))))
        {
            yield return $"would not fail any more: {blocker.Message} [{blocker.Id}]";
        }
    }

    private static StepPromise Of(StepPromise step, TargetPromise target) => new() { Step = $"{step.Step}: {target.Name}", Uses = step.Uses, Changes = target.Changes, Blockers = target.Blockers };

    private static bool Same(BlockerPromise one, BlockerPromise other) => (one.Id, one.Kind, one.Target) == (other.Id, other.Kind, other.Target);

    private static bool IsDone(ChangePromise promise, Change applied) =>
        (promise.Kind, promise.Target, promise.From, promise.To) == (applied.Kind, applied.Target, applied.From, applied.To);

    private static (string Kind, string Target) Key(ChangePromise change) => (change.Kind, change.Target);

    private static string Order(ChangePromise change, StepPromise step)
    {
        string Name(string id) => step.Changes.FirstOrDefault(other => other.Id == id)?.Target ?? id;
        string[] names = [.. change.After.Select(Name), .. change.AfterEndOf.Select(id => $"the end of {Name(id)}")];
        return names.Length == 0 ? "nothing" : string.Join(", ", names);
    }
}
