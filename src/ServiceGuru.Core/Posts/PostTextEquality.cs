using System.Text.RegularExpressions;

namespace ServiceGuru.Posts;

/// <summary>Whether two texts are the same status: an instance gives back other white space, and mentions without their instance.</summary>
internal static partial class PostTextEquality
{
    public static bool Same(string left, string right) => string.Equals(Plain(left), Plain(right), StringComparison.Ordinal);

    /// <summary>Gives what two spellings of a status have in common.</summary>
    public static string Plain(string text) => Spaces().Replace(Instances().Replace(text.Normalize(), "${name}"), " ").Trim();

    [GeneratedRegex(@"(?<name>(?<![\w/])@[A-Za-z0-9_.-]+)@[\w.-]*\w")]
    private static partial Regex Instances();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
