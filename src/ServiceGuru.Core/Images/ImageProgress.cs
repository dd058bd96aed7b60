namespace ServiceGuru.Images;

/// <summary>The line that tells how far a wait for images is.</summary>
internal static class ImageProgress
{
    public static string Line(IReadOnlyList<BuildWait> waits, TimeSpan elapsed)
    {
        int arrived = waits.Count(wait => wait is { Done: true, Failure: null });
        int failed = waits.Count(wait => wait.Failure is not null);
        string open = string.Join(", ", waits.Where(wait => !wait.Done).Select(wait => $"{wait.Name} {wait.Activity}"));
        string failures = failed == 0 ? string.Empty : $", {failed} failed";
        return $"{arrived} of {waits.Count} image builds there{failures}, {Elapsed.Text(elapsed)}{(open.Length == 0 ? string.Empty : $": {open}")}";
    }
}
