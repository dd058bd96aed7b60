using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ServiceGuru.Sandbox.Cluster.Json;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>A label selector (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors).</summary>
internal sealed partial class LabelSelector
{
    private readonly List<Func<JsonNode?, bool>> requirements = [];

    /// <summary>Reads a selector such as <c>component=nginx,tier in (a,b),!old</c>.</summary>
    /// <exception cref="ApiException">400 where it can't be read.</exception>
    public static LabelSelector Parse(string text)
    {
        var selector = new LabelSelector();
        foreach (var part in Commas().Split(text).Select(part => part.Trim()).Where(part => part.Length > 0))
        {
            var match = Requirement().Match(part);
            if (!match.Success)
            {
                throw ApiErrors.BadRequest($"unable to parse requirement: \"{part}\" in label selector \"{text}\"");
            }

            selector.requirements.Add(Read(match));
        }

        return selector;
    }

    /// <summary>Whether an object's labels satisfy all requirements.</summary>
    public bool Matches(JsonObject item)
    {
        var labels = item.At("metadata", "labels");
        return requirements.All(requirement => requirement(labels));
    }

    private static Func<JsonNode?, bool> Read(Match match)
    {
        var key = match.Groups["key"].Value;
        var values = match.Groups["values"].Value.Split(',').Select(value => value.Trim()).ToHashSet(StringComparer.Ordinal);
        return match.Groups["operator"].Value.Trim() switch
        {
            "=" or "==" or "in" => labels => labels.Text(key) is { } value && values.Contains(value),
            "!=" or "notin" => labels => labels.Text(key) is not { } value || !values.Contains(value),
            _ when match.Groups["not"].Success => labels => labels.At(key) is null,
            _ => labels => labels.At(key) is not null,
        };
    }

    [GeneratedRegex(@",(?![^(]*\))")]
    private static partial Regex Commas();

    [GeneratedRegex(@"^((?<not>!)?\s*(?<key>[\w./-]+)|(?<key>[\w./-]+)\s*((?<operator>==|=|!=)\s*(?<values>[\w.-]*)|(?<operator>in|notin)\s*\((?<values>[^)]*)\)))$")]
    private static partial Regex Requirement();
}
