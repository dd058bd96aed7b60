using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace ServiceGuru.Host.Tests.Deploy;

/// <summary>A node of a manifest: a mapping, a list, a text, or nothing where it is absent.</summary>
internal sealed class Manifest(YamlNode? node, string file)
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "deploy", "kubernetes");

    /// <summary>Gets every object of deploy/kubernetes, kustomizations left out.</summary>
    public static IReadOnlyList<Manifest> Objects { get; } =
    [
        .. Directory.GetFiles(Folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(Read).Where(manifest => manifest["kind"].Text != "Kustomization"),
    ];

    public string File => file;

    public bool Present => node is not null;

    public string? Text => (node as YamlScalarNode)?.Value;

    public int? Number => Text is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    public IEnumerable<Manifest> Items => node is YamlSequenceNode list ? list.Children.Select(child => new Manifest(child, file)) : [];

    public IEnumerable<string> Texts => Items.Select(item => item.Text!);

    public IReadOnlyDictionary<string, string?> Pairs => node is YamlMappingNode map ? map.Children.ToDictionary(entry => ((YamlScalarNode)entry.Key).Value!, entry => (entry.Value as YamlScalarNode)?.Value) : [];

    public IEnumerable<Manifest> Everything => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(entry => new Manifest(entry.Value, file).Everything).Prepend(this),
        YamlSequenceNode list => list.Children.SelectMany(child => new Manifest(child, file).Everything).Prepend(this),
        _ => [this],
    };

    public Manifest this[params string[] path] =>
        new(path.Aggregate(node, (at, key) => at is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? child) ? child : null), file);

    /// <summary>Gets the template of the pods that the object makes, if it makes any.</summary>
    public Manifest Pods => this["kind"].Text switch
    {
        "Deployment" => this["spec", "template"],
        "CronJob" => this["spec", "jobTemplate", "spec", "template"],
        _ => new Manifest(null, file),
    };

    public static IEnumerable<Manifest> Read(string path)
    {
        YamlStream stream = [];
        stream.Load(new StringReader(System.IO.File.ReadAllText(path)));
        return stream.Documents.Select(document => new Manifest(document.RootNode, Path.GetRelativePath(Folder, path)));
    }

    public override string ToString() => $"{file}: {this["kind"].Text}/{this["metadata", "name"].Text}";
}
