namespace ServiceGuru.Infrastructure;

/// <summary>Finds in the output of <c>ansible-playbook</c> what a person would look for; of other programs' it finds nothing.</summary>
internal static class AnsibleOutput
{
    private const int Longest = 600;

    /// <summary>Gives the last task that was begun, or null.</summary>
    public static string? Task(IReadOnlyList<string> lines) => lines.LastOrDefault(IsTask)?.TrimEnd('*', ' ');

    /// <summary>Gives the task that failed and what it said, else the last line of make, or null.</summary>
    public static string? Cause(IReadOnlyList<string> lines)
    {
        int fatal = lines.ToList().FindLastIndex(line => line.StartsWith("fatal: ", StringComparison.Ordinal) || line.StartsWith("ERROR! ", StringComparison.Ordinal));
        if (fatal < 0)
        {
            return lines.LastOrDefault(line => line.Trim().Length > 0);
        }

        string said = lines[fatal].Length > Longest ? lines[fatal][..Longest] + "..." : lines[fatal];
        return Task([.. lines.Take(fatal)]) is { } task ? $"{task}: {said}" : said;
    }

    private static bool IsTask(string line) => line.StartsWith("TASK [", StringComparison.Ordinal) || line.StartsWith("RUNNING HANDLER [", StringComparison.Ordinal);
}
