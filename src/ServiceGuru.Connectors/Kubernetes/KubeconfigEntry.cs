using System.Text;
using YamlDotNet.RepresentationModel;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>One named context, cluster or user of a kubeconfig.</summary>
/// <param name="Section">contexts, clusters or users.</param>
/// <param name="Name">The name.</param>
/// <param name="Node">What stands under it.</param>
/// <param name="Folder">The folder of its file, from which its relative paths begin.</param>
internal sealed record KubeconfigEntry(string Section, string Name, YamlMappingNode Node, string Folder)
{
    /// <summary>The text under a key, or null where it is absent or empty.</summary>
    public string? Text(string key) => Text(Node, key) is { Length: > 0 } text ? text : null;

    /// <summary>Whether true stands under a key.</summary>
    public bool Flag(string key) => bool.TryParse(Text(key), out bool value) && value;

    /// <summary>The path under a key, made absolute, or null.</summary>
    public string? File(string key) => Text(key) is { } path ? Path.GetFullPath(path, Folder) : null;

    /// <summary>The content that stands under <c>KEY-data</c> in base64, or in the file under <c>KEY</c>; null where there is neither.</summary>
    public async Task<string?> ContentAsync(string key, CancellationToken cancellationToken)
    {
        if (Text($"{key}-data") is { } data)
        {
            try
            {
                return Encoding.UTF8.GetString(Convert.FromBase64String(data));
            }
            catch (FormatException)
            {
                throw new InvalidKubeconfigException($"{key}-data of {Section[..^1]} {Name} is no base64.");
            }
        }

        return File(key) is { } file ? await System.IO.File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false) : null;
    }

    /// <summary>The node under a key, or null.</summary>
    public static YamlNode? Child(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? child) ? child : null;

    /// <summary>The text under a key, or null.</summary>
    public static string? Text(YamlMappingNode node, string key) => (Child(node, key) as YamlScalarNode)?.Value;
}
