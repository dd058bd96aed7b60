using System.Text.RegularExpressions;

namespace ServiceGuru.Connectors.Git;

/// <summary>Makes what git said fit for messages: one line, bounded, without credentials.</summary>
internal static partial class GitText
{
    private const int MaxLength = 2_000;

    /// <summary>Gives a text without line breaks and control characters.</summary>
    public static string OneLine(string text)
    {
        string line = Controls().Replace(text, " ").Trim();
        return line.Length <= MaxLength ? line : line[..MaxLength] + "...";
    }

    /// <summary>Removes the passwords of every address in a text; from HTTP addresses the user as well, as it may be a token.</summary>
    public static string WithoutCredentials(string text) => UserPart().Replace(text, match =>
    {
        bool http = match.Groups["scheme"].Value.StartsWith("http", StringComparison.OrdinalIgnoreCase);
        string user = match.Groups["user"].Value.Split(':', 2)[0];
        return http ? match.Groups["scheme"].Value : $"{match.Groups["scheme"].Value}{user}@";
    });

    /// <summary>Gives the words of git and of the other side, without progress and advice.</summary>
    public static string Reason(string standardError)
    {
        IEnumerable<string> lines = WithoutCredentials(standardError).Split('\n').Select(line => line.Trim())
            .Where(line => line.Length > 0 && !Noise().IsMatch(line));
        return OneLine(string.Join(" ", lines.TakeLast(12)));
    }

    [GeneratedRegex(@"[\p{Cc}\u2028\u2029]+")]
    private static partial Regex Controls();

    [GeneratedRegex(@"(?<scheme>[A-Za-z][A-Za-z0-9+.-]*://)(?<user>[^/\s'""]*)@")]
    private static partial Regex UserPart();

    [GeneratedRegex(@"\A(?:hint:|warning: filtering not recognized|Please make sure you have|and the repository exists|error: failed to push some refs|Warning: Permanently added|remote: (?:Enumerating|Counting|Compressing|Total|Resolving)|remote:\s*\z)")]
    private static partial Regex Noise();
}
