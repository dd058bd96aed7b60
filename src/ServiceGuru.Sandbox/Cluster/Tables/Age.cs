namespace ServiceGuru.Sandbox.Cluster.Tables;

/// <summary>Durations as tables show them.</summary>
internal static class Age
{
    /// <summary>As Kubernetes writes ages: <c>45s</c>, <c>3m7s</c>, <c>6d21h</c>.</summary>
    public static string Short(TimeSpan age)
    {
        var (seconds, minutes, hours) = ((long)age.TotalSeconds, (long)age.TotalMinutes, (long)age.TotalHours);
        return seconds switch
        {
            < -1 => "<invalid>",
            < 0 => "0s",
            < 120 => $"{seconds}s",
            < 600 => Two(minutes, "m", seconds % 60, "s"),
            < 3 * 3600 => $"{minutes}m",
            < 8 * 3600 => Two(hours, "h", minutes % 60, "m"),
            < 48 * 3600 => $"{hours}h",
            < 8 * 86400 => Two(hours / 24, "d", hours % 24, "h"),
            < 2 * 365 * 86400L => $"{hours / 24}d",
            < 8 * 365 * 86400L => Two(hours / 24 / 365, "y", hours / 24 % 365, "d"),
            _ => $"{hours / 24 / 365}y",
        };
    }

    /// <summary>As OpenShift writes ages: <c>About an hour ago</c>, <c>6 days ago</c>.</summary>
    public static string Long(TimeSpan age)
    {
        var (minutes, hours) = ((long)age.TotalMinutes, (long)Math.Round(age.TotalHours, MidpointRounding.AwayFromZero));
        var words = age.TotalSeconds switch
        {
            < 1 => "Less than a second",
            < 2 => "1 second",
            < 60 => $"{(long)age.TotalSeconds} seconds",
            _ when minutes == 1 => "About a minute",
            _ when minutes < 60 => $"{minutes} minutes",
            _ when hours == 1 => "About an hour",
            _ when hours < 48 => $"{hours} hours",
            _ when hours < 24 * 7 * 2 => $"{hours / 24} days",
            _ when hours < 24 * 30 * 2 => $"{hours / 24 / 7} weeks",
            _ when hours < 24 * 365 * 2 => $"{hours / 24 / 30} months",
            _ => $"{hours / 24 / 365} years",
        };
        return $"{words} ago";
    }

    private static string Two(long big, string bigUnit, long small, string smallUnit) =>
        small == 0 ? $"{big}{bigUnit}" : $"{big}{bigUnit}{small}{smallUnit}";
}
