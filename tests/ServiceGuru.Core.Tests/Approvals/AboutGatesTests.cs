using System.Text.RegularExpressions;
using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Services;
using ServiceGuru.Sessions;

namespace ServiceGuru.Approvals;

/// <summary>What docs/en-US/about_Gates.md shows is read as it stands there.</summary>
public sealed partial class AboutGatesTests
{
    [Fact]
    public void The_examples_are_valid_and_fit_together()
    {
        YamlDocumentParser parser = new();
        List<string> blocks = [.. Block().Matches(File.ReadAllText(Page())).Select(match => match.Groups[1].Value)];
        ServiceDefinition service = new ServiceDefinitionReader(parser).Read(blocks.Single(block => block.Contains("people:", StringComparison.Ordinal)), null);
        List<Runbook> books = [.. blocks.Where(block => block.Contains("steps:", StringComparison.Ordinal)).Select(block => new RunbookReader(parser, StandardOperations.Create()).Read(block, null))];

        books.Select(book => book.Name).ShouldBe(["careful", "nightly"]);
        foreach (RunbookStep step in books.SelectMany(book => book.Steps))
        {
            Should.NotThrow(() => step.Operation.Check(StepInputs.Bind(step.Operation, StepInputs.Resolve(step.With, [], _ => null, [])), service), step.Id);
        }

        RunbookStep gate = books[0].Steps[0];
        TypeKeys(typeof(GateRequest)).ShouldBeSubsetOf(gate.With!.Entries.Select(entry => entry.Key.Value), "every field has its example");
    }

    private static IEnumerable<string?> TypeKeys(Type type) => Documents.TypeShape.Of(type).Properties.Select(property => property.Key);

    private static string Page([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "en-US", "about_Gates.md"));

    [GeneratedRegex(@"^```yaml\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
