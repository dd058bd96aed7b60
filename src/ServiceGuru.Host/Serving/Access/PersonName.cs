using System.Text.RegularExpressions;

namespace ServiceGuru.Host.Serving.Access;

/// <summary>What counts as somebody's name: it stands in the ledger, in one line of a file, and in front of others.</summary>
internal static partial class PersonName
{
    public const string Rule = "1 to 100 letters, digits and . _ @ + -, beginning with a letter or digit; before it may stand what kind of name it is: email: or github:";

    /// <summary>Tells whether it is a name without its kind: what a proxy may say.</summary>
    public static bool IsPlain(string? name) => name is not null && Plain().IsMatch(name);

    /// <summary>Tells whether it is a name, with or without its kind.</summary>
    public static bool IsValid(string? name) => name is not null && Any().IsMatch(name);

    [GeneratedRegex(@"^[\p{L}\p{N}][\p{L}\p{N}._@+-]{0,99}\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"^((email|github):)?[\p{L}\p{N}][\p{L}\p{N}._@+-]{0,99}\z")]
    private static partial Regex Any();
}
