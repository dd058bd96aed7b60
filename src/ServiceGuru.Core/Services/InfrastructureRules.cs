using System.Text.RegularExpressions;
using ServiceGuru.Documents;

namespace ServiceGuru.Services;

/// <summary>What must hold in the parts <c>infrastructure</c> and <c>secretsChangelog</c>.</summary>
/// <param name="service">The definition.</param>
/// <param name="add">Takes a mistake: id, path, message.</param>
internal sealed partial class InfrastructureRules(ServiceDefinition service, Action<string, object[], string> add)
{
    public void Check()
    {
        if (service.Infrastructure is { } infrastructure)
        {
            Check(infrastructure);
        }

        if (service.SecretsChangelog is { } changelog)
        {
            Check(changelog);
        }
    }

    private void Check(InfrastructureDefinition infrastructure)
    {
        Require(infrastructure.Url?.StartsWith('-') != true, "infrastructure", "url", "url must not begin with a hyphen: git would take it for an option.");
        Require(infrastructure.Url is null || !CredentialPattern().IsMatch(infrastructure.Url), "infrastructure", "url", "url must not hold a password or token: leave that to git's credential helper.");
        Require(
            BranchPattern().IsMatch(infrastructure.Branch) && !infrastructure.Branch.Contains("..", StringComparison.Ordinal),
            "infrastructure", "branch", $"branch is no branch name: '{infrastructure.Branch}'.");
        Require(infrastructure.Command is null or [{ Length: > 0 }, ..], "infrastructure", "command", "command must name a program.");
        Require(infrastructure.Timeout > TimeSpan.Zero && infrastructure.Timeout <= Duration.Longest, "infrastructure", "timeout", $"timeout must be more than zero, and at most {Duration.Format(Duration.Longest)}.");
        Require(infrastructure.Grace <= Duration.Longest, "infrastructure", "grace", $"grace must be at most {Duration.Format(Duration.Longest)}.");
        Require(infrastructure.Window > TimeSpan.Zero, "infrastructure", "window", "window must be more than zero.");
        foreach (string name in infrastructure.Variables.Keys.Where(name => !VariablePattern().IsMatch(name)))
        {
            add("InvalidValue", ["infrastructure", "variables", name], $"'{name}' is no name of an environment variable.");
        }

        if (infrastructure.Mark is { } mark)
        {
            Require(MarkPattern().IsMatch(mark) && !mark.Contains("..", StringComparison.Ordinal), "infrastructure", "mark",
                $"mark must be a full ref outside of refs/heads, e.g. refs/deployed/{{environment}}, not '{mark}'.");
            Require(service.Environments.Count < 2 || mark.Contains("{environment}", StringComparison.Ordinal), "infrastructure", "mark",
                "mark must contain {environment}: the environments are deployed one by one.");
        }
    }

    private void Check(SecretsChangelogDefinition changelog)
    {
        Require(changelog.Item is null or { Length: > 0 } && changelog.Item?.StartsWith('-') != true, "secretsChangelog", "item", "item must be a name that does not begin with a hyphen.");
        Require(changelog.Program.Length > 0, "secretsChangelog", "program", "program must not be empty.");
        Require(changelog.Window > TimeSpan.Zero, "secretsChangelog", "window", "window must be more than zero.");
    }

    private void Require(bool holds, string part, string key, string message)
    {
        if (!holds)
        {
            add("InvalidValue", [part, key], message);
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9_./-]*$")]
    private static partial Regex BranchPattern();

    // Over HTTP the user alone may be a token.
    [GeneratedRegex("^(https?://[^/]*@|[a-z+]+://[^/@]*:[^/]*@)", RegexOptions.IgnoreCase)]
    private static partial Regex CredentialPattern();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex VariablePattern();

    // Branches belong to people; a mark among them would be taken for one.
    [GeneratedRegex(@"^refs/(?!heads/|remotes/|pull/)[A-Za-z0-9_./{}-]+[A-Za-z0-9_}-]$")]
    private static partial Regex MarkPattern();
}
