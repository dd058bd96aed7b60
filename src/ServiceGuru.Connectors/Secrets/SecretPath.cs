using System.Text.RegularExpressions;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Secrets;

/// <summary>
/// The path of a <c>file:</c> reference. It may begin with a variable, as the platforms that hand out tokens of workloads
/// name their files by one: <c>file:$AZURE_FEDERATED_TOKEN_FILE</c>, <c>file:${CREDENTIALS_DIRECTORY}/token</c>.
/// </summary>
internal static partial class SecretPath
{
    /// <summary>Puts the variable's value in.</summary>
    /// <exception cref="Operations.GuruException">It is not set (<c>SecretUnavailable</c>).</exception>
    public static string Expand(SecretReference reference, Func<string, string?> environment)
    {
        Match match = Beginning().Match(reference.Path);
        if (!match.Success)
        {
            return reference.Path;
        }

        string name = match.Groups["name"].Value;
        return environment(name) is { Length: > 0 } value
            ? value + reference.Path[match.Length..]
            : throw SecretFailures.NotThere(reference, $"The environment variable {name}, which should name the file, is not set.", $"Set {name} to the file's path, or name another reference in the service definition.");
    }

    [GeneratedRegex(@"^\$(?:(?<name>[A-Za-z_]\w*)|\{(?<name>[A-Za-z_]\w*)\})(?=$|[/\\])")]
    private static partial Regex Beginning();
}
