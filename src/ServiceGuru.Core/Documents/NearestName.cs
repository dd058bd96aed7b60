namespace ServiceGuru.Documents;

/// <summary>Finds the name that somebody probably meant.</summary>
public static class NearestName
{
    /// <summary>Gives " Did you mean 'x'?" where a known name is near, else " Known: a, b.".</summary>
    /// <param name="name">What was given.</param>
    /// <param name="known">The names that there are.</param>
    public static string Hint(string name, IEnumerable<string> known)
    {
        List<string> names = [.. known];
        string? nearest = Find(name, names);
        return nearest is not null ? $" Did you mean '{nearest}'?"
            : names.Count == 0 ? string.Empty
            : $" Known: {string.Join(", ", names.Order(StringComparer.Ordinal))}.";
    }

    /// <summary>Gives " Did you mean 'x'?" where a known name is near, else nothing: of many names.</summary>
    /// <param name="name">What was given.</param>
    /// <param name="known">The names that there are.</param>
    public static string Suggest(string name, IEnumerable<string> known) => Find(name, known) is { } nearest ? $" Did you mean '{nearest}'?" : string.Empty;

    /// <summary>Finds the nearest name, or null where none is near.</summary>
    /// <param name="name">What was given.</param>
    /// <param name="known">The names that there are.</param>
    public static string? Find(string name, IEnumerable<string> known) => known
        .Select(candidate => (Name: candidate, Distance: Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
        .Where(candidate => candidate.Distance <= Math.Max(1, name.Length / 3))
        .OrderBy(candidate => candidate.Distance)
        .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
        .Select(candidate => candidate.Name)
        .FirstOrDefault();

    // Optimal string alignment: a swap of two neighbors is one slip of the fingers, not two.
    private static int Distance(string left, string right)
    {
        int[,] cost = new int[left.Length + 1, right.Length + 1];
        for (int row = 0; row <= left.Length; row++)
        {
            for (int column = 0; column <= right.Length; column++)
            {
                if (row == 0 || column == 0)
                {
                    cost[row, column] = row + column;
                    continue;
                }

                int change = left[row - 1] == right[column - 1] ? 0 : 1;
                cost[row, column] = Math.Min(Math.Min(cost[row - 1, column], cost[row, column - 1]) + 1, cost[row - 1, column - 1] + change);
                if (row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1])
                {
                    cost[row, column] = Math.Min(cost[row, column], cost[row - 2, column - 2] + 1);
                }
            }
        }

        return cost[left.Length, right.Length];
    }
}
