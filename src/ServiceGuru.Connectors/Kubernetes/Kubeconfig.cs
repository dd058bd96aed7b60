using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>
/// One or more kubeconfig files, merged as kubectl merges them: the first one that says something wins
/// (https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/,
/// https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/).
/// </summary>
internal sealed class Kubeconfig
{
    private readonly List<KubeconfigEntry> _entries = [];

    /// <summary>Gets the current context's name, if one is set.</summary>
    public string? CurrentContext { get; private set; }

    /// <summary>Reads files; those that do not exist are passed over as long as one does.</summary>
    /// <exception cref="InvalidKubeconfigException">None exists, or one is no kubeconfig.</exception>
    public static async Task<Kubeconfig> LoadAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        Kubeconfig merged = new();
        string[] existing = [.. files.Where(File.Exists)];
        if (existing.Length == 0)
        {
            throw new InvalidKubeconfigException($"There is no file {string.Join(" or ", files)}.");
        }

        foreach (string file in existing)
        {
            merged.Add(file, await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false));
        }

        return merged;
    }

    /// <summary>Gives a context, cluster or user by name.</summary>
    /// <param name="section">contexts, clusters or users.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="InvalidKubeconfigException">There is none.</exception>
    public KubeconfigEntry Get(string section, string name)
    {
        KubeconfigEntry[] there = [.. _entries.Where(entry => entry.Section == section)];
        return there.FirstOrDefault(entry => entry.Name == name) ?? throw new InvalidKubeconfigException(there.Length == 0
            ? $"The kubeconfig has no {section[..^1]} {name}; it has no {section} at all."
            : $"The kubeconfig has no {section[..^1]} {name}; it has: {string.Join(", ", there.Select(entry => entry.Name))}.");
    }

    private void Add(string file, string text)
    {
        try
        {
            YamlStream yaml = [];
            yaml.Load(new StringReader(text));
            if (yaml.Documents.FirstOrDefault()?.RootNode is not YamlMappingNode root)
            {
                return;
            }

            CurrentContext ??= KubeconfigEntry.Text(root, "current-context") is { Length: > 0 } current ? current : null;
            string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
            _entries.AddRange(new[] { "contexts", "clusters", "users" }.SelectMany(section => Entries(root, section, folder)));
        }
        catch (YamlException e)
        {
            // YamlDotNet quotes the text in some messages; the place is enough.
            throw new InvalidKubeconfigException($"{file} is no YAML: line {e.Start.Line}, column {e.Start.Column}.");
        }
    }

    private static IEnumerable<KubeconfigEntry> Entries(YamlMappingNode root, string section, string folder) =>
        KubeconfigEntry.Child(root, section) is not YamlSequenceNode items ? [] : items
            .OfType<YamlMappingNode>()
            .Where(item => KubeconfigEntry.Text(item, "name") is not null)
            .Select(item => new KubeconfigEntry(
                section,
                KubeconfigEntry.Text(item, "name")!,
                KubeconfigEntry.Child(item, section[..^1]) as YamlMappingNode ?? [],
                folder));
}
