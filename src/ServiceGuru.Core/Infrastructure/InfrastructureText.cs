using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Infrastructure;

/// <summary>Changes of the infrastructure as people read them.</summary>
internal static class InfrastructureText
{
    private const int MostFiles = 20;

    /// <summary>Gives a file on one line, with its objects.</summary>
    public static string Line(ChangedFile file)
    {
        string objects = file.Objects.Count == 0 ? string.Empty : $" ({string.Join(", ", file.Objects)})";
        return $"{file.Kind.ToString().ToLowerInvariant()} {file.Path}{objects}";
    }

    /// <summary>Gives an entry of the changelog on one line.</summary>
    public static string Line(SecretsChange entry) => entry.Author is { } author && !entry.Text.Contains(author, StringComparison.Ordinal) ? $"{entry.Text} (ask {author})" : entry.Text;

    /// <summary>Gives the command as somebody types it.</summary>
    public static string Command(InfrastructureDefinition infrastructure, string environment) => string.Join(
        ' ', [.. Variables(infrastructure, environment).Select(variable => $"{variable.Key}={variable.Value}"), .. infrastructure.Command]);

    /// <summary>Gives the command's variables.</summary>
    public static IReadOnlyDictionary<string, string> Variables(InfrastructureDefinition infrastructure, string environment) => infrastructure.Variables.ToDictionary(
        variable => variable.Key, variable => variable.Value.Replace("{environment}", environment, StringComparison.Ordinal), StringComparer.Ordinal);

    /// <summary>Gives how much it is, e.g. "3 commits, 4 files, Deployment/nginx".</summary>
    public static string Scope(InfrastructureChanges changes)
    {
        List<string> parts = [];
        if (changes.Commits.Count > 0)
        {
            parts.Add(CommitLines.Count(changes.Commits.Count));
            parts.Add(Quantity.Of(changes.Files.Count, "file"));
            parts.AddRange(changes.Objects.Take(5));
        }

        if (changes.Secrets.Count > 0)
        {
            parts.Add($"{Quantity.Of(changes.Secrets.Count, "change")} of secrets");
        }

        return parts.Count == 0 ? "nothing new" : string.Join(", ", parts);
    }

    /// <summary>Gives everything, one line each: for the people who are asked.</summary>
    public static IReadOnlyList<string> Lines(InfrastructureChanges changes)
    {
        List<string> lines = [];
        if (changes.Commits.Count > 0)
        {
            string since = changes.Deployed is { } deployed ? $"since {CommitLines.Short(deployed)}" : "lately; nobody knows what was deployed last";
            lines.Add($"infrastructure of {changes.Environment}: {CommitLines.Count(changes.Commits.Count)} {since}");
            lines.AddRange(CommitLines.Of(changes.Commits).Select(line => $"  {line}"));
            lines.AddRange(changes.Files.Take(MostFiles).Select(file => $"  {Line(file)}"));
            if (changes.Files.Count > MostFiles)
            {
                lines.Add($"  and {changes.Files.Count - MostFiles} more files");
            }
        }

        if (changes.Secrets.Count > 0)
        {
            lines.Add($"secrets: {Quantity.Of(changes.Secrets.Count, "entry")} in the changelog that {changes.Environment} may lack");
            lines.AddRange(changes.Secrets.Select(entry => $"  {Line(entry)}"));
        }

        if (changes.Authors.Count > 0)
        {
            lines.Add($"  ask whether it is applied already: {string.Join(", ", changes.Authors)}");
        }

        lines.AddRange(changes.Problems.Select(problem => $"not looked at: {problem.Message}"));
        return lines;
    }
}
