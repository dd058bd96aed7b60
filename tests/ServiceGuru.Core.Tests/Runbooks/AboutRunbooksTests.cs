using System.Text.RegularExpressions;
using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Documents;
using ServiceGuru.Sessions;

namespace ServiceGuru.Runbooks;

/// <summary>What docs/en-US/about_Runbooks.md shows is read as it stands there.</summary>
public sealed partial class AboutRunbooksTests
{
    [Fact]
    public void The_example_is_valid_and_has_every_key()
    {
        YamlDocumentParser parser = new();
        string text = Block().Match(File.ReadAllText(Page())).Groups[1].Value;

        Runbook book = new RunbookReader(parser, StandardOperations.Create()).Read(text, null);
        MappingNode root = (MappingNode)parser.Parse(text, null);
        IEnumerable<string?> shown = ((SequenceNode)root.Find("steps")!).Items.SelectMany(step => ((MappingNode)step).Entries.Select(entry => entry.Key.Value));

        book.Parameters.Values.Select(parameter => parameter.Type).ShouldBe(Enum.GetValues<ParameterType>(), ignoreOrder: true);
        KeysOf(typeof(RunbookDocument)).ShouldBeSubsetOf(root.Entries.Select(entry => entry.Key.Value));
        KeysOf(typeof(RunbookStepDocument)).ShouldBeSubsetOf(shown);
    }

    private static IEnumerable<string?> KeysOf(Type type) => TypeShape.Of(type).Properties.Select(property => property.Key);

    private static string Page([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "en-US", "about_Runbooks.md"));

    [GeneratedRegex(@"^```yaml\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
