namespace ServiceGuru.Documents;

/// <summary>Finds the name that somebody probably meant.</summary>
internal static class NearestName
{
    /// <summary>Gives " Did you mean 'x'?" where a known name is near, else " Known: a, b.".</summary>
    public static string Hint(string name, IEnumerable<string> known)
    {
        List<string> names = [.. known];
        string? nearest = Find(name, names);
        return nearest is not null ? $" Did you mean '{nearest}'?"
            : names.Count == 0 ? string.Empty
            : $" Known: {string.Join(", ", names.Order(StringComparer.Ordinal))}.";
    }

    /// <summary>Finds the nearest name, or null where none is near.</summary>
    public static string? Find(string name, IEnumerable<string> known) => known
        .Select(candidate => (Name: candidate, Distance: Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
        .Where(candidate => candidate.Distance <= Math.Max(1, name.Length / 3))
        .OrderBy(candidate => candidate.Distance)
        .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
        .Select(candidate => candidate.Name)
        .FirstOrDefault();

    private static int Distance(string left, string right)
    {
        int[] previous = [.. Enumerable.Range(0, right.Length + 1)];
        for (int row = 1; row <= left.Length; row++)
        {
            int[] current = new int[right.Length + 1];
            current[0] = row;
            for (int column = 1; column <= right.Length; column++)
            {
                int cost = left[row - 1] == right[column - 1] ? 0 : 1;
                current[column] = Math.Min(Math.Min(current[column - 1], previous[column]) + 1, previous[column - 1] + cost);
            }

            previous = current;
        }

        return previous[right.Length];
    }
}
