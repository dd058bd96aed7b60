namespace ServiceGuru.Runbooks;

/// <summary>
/// The graph that <c>needs</c> makes. Nothing here recurses or keeps what grows with the square of the steps: generated
/// runbooks have thousands.
/// </summary>
internal sealed class StepGraph(IReadOnlyDictionary<string, IReadOnlyList<string>> needs)
{
    /// <summary>Finds a cycle, as the ids on it, or null.</summary>
    public IReadOnlyList<string>? FindCycle()
    {
        HashSet<string> done = [];
        foreach (string start in needs.Keys)
        {
            // The way from the start to where we are, each with the needs that are still to be followed.
            List<(string Id, IEnumerator<string> Left)> path = [];
            Dictionary<string, int> on = [];
            Enter(start);
            while (path.Count > 0)
            {
                (string id, IEnumerator<string> left) = path[^1];
                if (!left.MoveNext())
                {
                    path.RemoveAt(path.Count - 1);
                    on.Remove(id);
                    done.Add(id);
                }
                else if (on.TryGetValue(left.Current, out int at))
                {
                    return [.. path.Skip(at).Select(step => step.Id), left.Current];
                }
                else
                {
                    Enter(left.Current);
                }
            }

            void Enter(string id)
            {
                if (!done.Contains(id))
                {
                    on[id] = path.Count;
                    path.Add((id, needs[id].Where(needs.ContainsKey).GetEnumerator()));
                }
            }
        }

        return null;
    }

    /// <summary>Whether a step must have ended before another one. The near ones, whom most references name, are found at once.</summary>
    public bool ComesBefore(string earlier, string later)
    {
        HashSet<string> seen = [];
        Queue<string> left = new(needs[later]);
        while (left.TryDequeue(out string? need))
        {
            if (need == earlier)
            {
                return true;
            }

            if (seen.Add(need) && needs.TryGetValue(need, out IReadOnlyList<string>? further))
            {
                foreach (string next in further)
                {
                    left.Enqueue(next);
                }
            }
        }

        return false;
    }

    /// <summary>The ids so that each comes after those that it needs, else in the order written. Only without cycles.</summary>
    public IReadOnlyList<string> Sort()
    {
        List<string> ids = [.. needs.Keys];
        Dictionary<string, int> written = ids.Select((id, position) => (id, position)).ToDictionary(entry => entry.id, entry => entry.position);
        int[] open = [.. ids.Select(id => needs[id].Distinct().Count(needs.ContainsKey))];
        ILookup<string, int> followers = ids.SelectMany((id, position) => needs[id].Distinct().Where(needs.ContainsKey).Select(need => (need, position)))
            .ToLookup(edge => edge.need, edge => edge.position);
        PriorityQueue<int, int> free = new();
        foreach (int position in written.Values.Where(position => open[position] == 0))
        {
            free.Enqueue(position, position);
        }

        List<string> sorted = [];
        while (free.TryDequeue(out int position, out _))
        {
            sorted.Add(ids[position]);
            foreach (int follower in followers[ids[position]].Where(follower => --open[follower] == 0))
            {
                free.Enqueue(follower, follower);
            }
        }

        return sorted;
    }
}
