using System.Text.Json;
using System.Text.RegularExpressions;
using ServiceGuru.Sandbox;

namespace ServiceGuru.Tests.Layout;

/// <summary>Topics that list something list all of it.</summary>
public sealed partial class TopicTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(BuiltModule.Root, "docs", "schema", "service.schema.json"))).RootElement;

    /// <summary>The parts of a definition: how the topic calls them, and their schema.</summary>
    public static TheoryData<string, string> Parts
    {
        get
        {
            TheoryData<string, string> parts = [];
            foreach ((string title, JsonElement schema) in Walk("The whole", string.Empty, Schema))
            {
                parts.Add(title, schema.GetRawText());
            }

            return parts;
        }
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Each_key_of_a_definition_is_told_with_what_it_needs_and_its_default(string title, string schema)
    {
        JsonElement part = JsonDocument.Parse(schema).RootElement;
        string[] required = part.TryGetProperty("required", out JsonElement names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [];
        string section = Page("about_Service_Definitions").Split("\n### ").SingleOrDefault(text => text.StartsWith(title + "\n", StringComparison.Ordinal)).ShouldNotBeNull($"there is no '### {title}'");
        Dictionary<string, string> told = Key().Matches(section.Split("\n## ")[0]).ToDictionary(match => match.Groups["key"].Value, match => match.Groups["text"].Value);

        told.Keys.ShouldBe(part.GetProperty("properties").EnumerateObject().Select(property => property.Name));
        foreach (JsonProperty property in part.GetProperty("properties").EnumerateObject())
        {
            told[property.Name].Contains(", required)", StringComparison.Ordinal).ShouldBe(required.Contains(property.Name), property.Name);
            if (property.Value.TryGetProperty("default", out JsonElement value))
            {
                told[property.Name].ShouldContain("Default: ");
                told[property.Name].ShouldContain(value.ToString(), Case.Insensitive);
            }
        }
    }

    [Fact]
    public void Each_fault_of_the_sandbox_is_named() =>
        Fault().Matches(Page("about_Sandbox")).SelectMany(line => Quoted().Matches(line.Groups["names"].Value)).Select(match => match.Groups[1].Value)
            .ShouldBe(SandboxFaults.All.Select(fault => fault.Name), ignoreOrder: true);

    private static string Page(string topic) => File.ReadAllText(Path.Combine(BuiltModule.Root, "docs", "en-US", topic + ".md"));

    private static IEnumerable<(string Title, JsonElement Schema)> Walk(string title, string path, JsonElement part)
    {
        yield return (title, part);
        foreach (JsonProperty property in part.GetProperty("properties").EnumerateObject())
        {
            if (PartOf(property.Value) is { } name)
            {
                string below = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
                foreach ((string Title, JsonElement Schema) deeper in Walk(below, below, Schema.GetProperty("$defs").GetProperty(name)))
                {
                    yield return deeper;
                }
            }
        }
    }

    private static string? PartOf(JsonElement value)
    {
        foreach (string each in (string[])["items", "additionalProperties"])
        {
            if (value.TryGetProperty(each, out JsonElement inner) && inner.ValueKind == JsonValueKind.Object && PartOf(inner) is { } name)
            {
                return name;
            }
        }

        return value.TryGetProperty("$ref", out JsonElement reference) ? reference.GetString()!.Split('/')[^1] : null;
    }

    [GeneratedRegex(@"(?m)^- `(?<key>\w+)`(?<text> .*)$")]
    private static partial Regex Key();

    [GeneratedRegex(@"(?m)^- [^(`]*\(`[a-z]+/[a-z-]+`\): (?<names>.*)$")]
    private static partial Regex Fault();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
