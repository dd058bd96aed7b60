using System.Text.RegularExpressions;
using ServiceGuru.Operations;

namespace ServiceGuru.Connectors.Git;

/// <summary>
/// Checks names before they reach a command line. Refs follow git-check-ref-format
/// (https://git-scm.com/docs/git-check-ref-format) and must be full; object names must be whole.
/// </summary>
internal static partial class GitNames
{
    /// <summary>Refuses what is no full ref name.</summary>
    public static void RequireRef(string name)
    {
        bool good = name.StartsWith("refs/", StringComparison.Ordinal) && name.Length <= 1024 && !Forbidden().IsMatch(name);
        if (!good)
        {
            throw Invalid($"'{GitText.OneLine(name)}' is no full ref name.", "Write it in full, e.g. refs/heads/stable.");
        }
    }

    /// <summary>Refuses what is no full object name (40 hexadecimal digits, or 64 in SHA-256 repositories).</summary>
    public static void RequireObject(string name)
    {
        if (!ObjectName().IsMatch(name))
        {
            throw Invalid($"'{GitText.OneLine(name)}' is no full object name.", "Give all 40 (or 64) hexadecimal digits.");
        }
    }

    private static GuruException Invalid(string message, string nextAction) =>
        new(new Failure { Id = "GitNameInvalid", Kind = FailureKind.Usage, Message = message, NextAction = nextAction });

    [GeneratedRegex(@"\A(?:[0-9a-f]{40}|[0-9a-f]{64})\z")]
    private static partial Regex ObjectName();

    [GeneratedRegex(@"[\x00-\x20\x7f~^:?*\[\\]|\.\.|//|/\.|@\{|\.lock(?:/|\z)|[/.]\z")]
    private static partial Regex Forbidden();
}
