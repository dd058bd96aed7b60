using System.Globalization;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>Times as GitHub writes them: UTC, to the second.</summary>
internal static class GitHubTime
{
    /// <summary>The text of a time.</summary>
    public static string ToGitHub(this DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
