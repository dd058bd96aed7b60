using System.Globalization;
using System.Text.RegularExpressions;

namespace ServiceGuru.Host.Tests.Telemetry;

/// <summary>Reads the text format 0.0.4 strictly, as far as its grammar goes.</summary>
internal sealed partial class PrometheusPage
{
    private readonly Dictionary<string, string> _types = [];
    private readonly List<(string Name, Dictionary<string, string> Labels, double Value)> _samples = [];

    public PrometheusPage(string text)
    {
        text.ShouldEndWith("\n");
        foreach (string line in text.Split('\n')[..^1])
        {
            if (Comment().Match(line) is { Success: true } comment)
            {
                if (comment.Groups["kind"].Value == "TYPE")
                {
                    _types.TryAdd(comment.Groups["name"].Value, comment.Groups["rest"].Value).ShouldBeTrue($"one TYPE a metric: {line}");
                }

                continue;
            }

            Match sample = Sample().Match(line);
            sample.Success.ShouldBeTrue(line);
            Dictionary<string, string> labels = Label().Matches(sample.Groups["labels"].Value)
                .ToDictionary(label => label.Groups["name"].Value, label => Regex.Replace(label.Groups["value"].Value, @"\\(.)", match => match.Groups[1].Value == "n" ? "\n" : match.Groups[1].Value));
            _samples.Add((sample.Groups["name"].Value, labels, double.Parse(sample.Groups["value"].Value, CultureInfo.InvariantCulture)));
        }
    }

    public IReadOnlyDictionary<string, string> Types => _types;

    public IReadOnlyList<(string Name, Dictionary<string, string> Labels, double Value)> Samples => _samples;

    public double Value(string name, params (string Name, string Value)[] labels) =>
        _samples.Single(sample => sample.Name == name && labels.All(label => sample.Labels.GetValueOrDefault(label.Name) == label.Value)).Value;

    [GeneratedRegex(@"^# (?<kind>HELP|TYPE) (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<rest>.+)$")]
    private static partial Regex Comment();

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>([a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\["\\n])*",?)+)\})? (?<value>-?[0-9.]+(E[+-]?[0-9]+)?)$""")]
    private static partial Regex Sample();

    [GeneratedRegex("""(?<name>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>([^"\\]|\\["\\n])*)",?""")]
    private static partial Regex Label();
}
