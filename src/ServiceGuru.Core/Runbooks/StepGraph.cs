namespace ServiceGuru.Runbooks;

/// <summary>The graph that <c>needs</c> makes.</summary>
internal sealed class StepGraph
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _needs;
    private readonly Dictionary<string, HashSet<string>> _upstream = [];

    public StepGraph(IReadOnlyDictionary<string, IReadOnlyList<string>> needs) => _needs = needs;

    /// <summary>Finds a cycle, as the ids on it, or null.</summary>
    public IReadOnlyList<string>? FindCycle()
    {
        HashSet<string> done = [];
        foreach (string start in _needs.Keys)
        {
            List<string> path = [];
            if (Visit(start, path, done) is { } cycle)
            {
                return cycle;
            }
        }

        return null;
    }

    /// <summary>All steps that must have ended before a step. Only without cycles.</summary>
    public IReadOnlySet<string> Upstream(string id)
    {
        if (_upstream.TryGetValue(id, out HashSet<string>? known))
        {
            return known;
        }

        HashSet<string> all = [];
        foreach (string need in _needs[id].Where(_needs.ContainsKey))
        {
            all.Add(need);
            all.UnionWith(Upstream(need));
        }

        return _upstream[id] = all;
    }

    /// <summary>The ids so that each comes after those that it needs, else in the order written. Only without cycles.</summary>
    public IReadOnlyList<string> Sort()
    {
        List<string> sorted = [];
        List<string> left = [.. _needs.Keys];
        while (left.Count > 0)
        {
            string next = left.First(id => _needs[id].All(need => !left.Contains(need)));
            sorted.Add(next);
            left.Remove(next);
        }

        return sorted;
    }

    private IReadOnlyList<string>? Visit(string id, List<string> path, HashSet<string> done)
    {
        int at = path.IndexOf(id);
        if (at >= 0)
        {
            return [.. path[at..], id];
        }

        if (!done.Contains(id))
        {
            path.Add(id);
            foreach (string need in _needs[id].Where(_needs.ContainsKey))
            {
                if (Visit(need, path, done) is { } cycle)
                {
                    return cycle;
                }
            }

            path.RemoveAt(path.Count - 1);
            done.Add(id);
        }

        return null;
    }
}
