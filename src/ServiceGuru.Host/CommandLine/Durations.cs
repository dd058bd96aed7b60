using System.CommandLine.Parsing;
using ServiceGuru.Documents;

namespace ServiceGuru.Host.CommandLine;

/// <summary>Options whose value is a duration, written as in a definition.</summary>
internal static class Durations
{
    public static TimeSpan? Parse(ArgumentResult result)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
        if (Duration.TryParse(text, out TimeSpan duration) && duration > TimeSpan.Zero)
        {
            return duration;
        }

        result.AddError($"'{text}' is no duration; write e.g. 30s, 10m or 2h.");
        return null;
    }
}
