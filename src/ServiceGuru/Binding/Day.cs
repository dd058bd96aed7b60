namespace ServiceGuru.Binding;

/// <summary>Reads days. PowerShell's own type for them is DateTime.</summary>
internal static class Day
{
    /// <summary>Gives the day as it was written, or null where none was.</summary>
    public static DateOnly? Of(DateTime? date) => date is { } given ? DateOnly.FromDateTime(given) : null;
}
