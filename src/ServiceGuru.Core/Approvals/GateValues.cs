using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ServiceGuru.Documents;

namespace ServiceGuru.Approvals;

/// <summary>Checks the values of an answer against what its gate asks for.</summary>
public static partial class GateValues
{
    /// <summary>The most characters of a text, where the gate does not say fewer.</summary>
    public const int MaxLength = 4000;

    /// <summary>Reads values: those that came as texts (a command line, a chat message) become what the gate asks for.</summary>
    /// <param name="inputs">What the gate asks for.</param>
    /// <param name="given">The values by name, as texts or as what they are; null for none.</param>
    /// <param name="mistakes">Takes what is wrong, one sentence each. Whether something is missing is not asked here.</param>
    /// <returns>The values that are right.</returns>
    public static JsonObject Read(IReadOnlyDictionary<string, GateInput> inputs, JsonObject? given, ICollection<string> mistakes)
    {
        JsonObject values = [];
        foreach ((string name, JsonNode? node) in given ?? [])
        {
            if (!inputs.TryGetValue(name, out GateInput? input))
            {
                mistakes.Add($"The gate asks for no '{Short(name)}'.{NearestName.Hint(name, inputs.Keys)}");
            }
            else if (Read(input, Text(node)) is { } value)
            {
                values[name] = value;
            }
            else
            {
                mistakes.Add($"'{name}' must be {Expected(input)}, not '{Short(Text(node))}'.");
            }
        }

        return values;
    }

    /// <summary>Reads one value.</summary>
    /// <param name="input">What the gate asks for.</param>
    /// <param name="text">The value as a text.</param>
    /// <returns>The value, or null where it is wrong.</returns>
    public static JsonValue? Read(GateInput input, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        switch (input.Type)
        {
            case GateInputType.Integer:
                return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                    && number >= (input.Minimum ?? long.MinValue) && number <= (input.Maximum ?? long.MaxValue) ? JsonValue.Create(number) : null;
            case GateInputType.Boolean:
                return text.Trim().ToLowerInvariant() switch { "true" => JsonValue.Create(true), "false" => JsonValue.Create(false), _ => null };
            case GateInputType.Choice:
                return input.Values.Contains(text, StringComparer.Ordinal) ? JsonValue.Create(text) : null;
            default:
                return text.Length >= (input.Minimum ?? 0) && text.Length <= (input.Maximum ?? MaxLength)
                    && !text.Any(character => char.IsControl(character) && character is not ('\n' or '\t'))
                    && (input.Pattern is null || PatternOf(input.Pattern).IsMatch(text)) ? JsonValue.Create(text) : null;
        }
    }

    /// <summary>Says what would be right, e.g. <c>a whole number from 1 to 50</c>.</summary>
    /// <param name="input">What the gate asks for.</param>
    public static string Expected(GateInput input) => input.Type switch
    {
        GateInputType.Integer => $"a whole number{Range(input)}",
        GateInputType.Boolean => "true or false",
        GateInputType.Choice => $"one of {string.Join(", ", input.Values)}",
        _ => $"a text{(input.Pattern is null ? string.Empty : $" like {input.Pattern}")}{(input is { Minimum: null, Maximum: null } ? string.Empty : $" of {(input.Minimum ?? 1).ToString(CultureInfo.InvariantCulture)} to {(input.Maximum ?? MaxLength).ToString(CultureInfo.InvariantCulture)} characters")}",
    };

    /// <summary>Lists what is wrong with what a gate asks for.</summary>
    /// <param name="inputs">The inputs by name.</param>
    public static IEnumerable<InputMistake> Mistakes(IReadOnlyDictionary<string, GateInput> inputs)
    {
        foreach ((string name, GateInput input) in inputs)
        {
            string[] place = ["inputs", name];
            if (!NamePattern().IsMatch(name))
            {
                yield return new(place, $"'{name}' can't be the name of an input: letters, digits, hyphens and underscores, first a letter.");
            }

            if (input.Type == GateInputType.Choice != input.Values.Count > 0)
            {
                yield return new(place, input.Type == GateInputType.Choice ? $"the choice '{name}' needs values." : $"'{name}' has values, and only a choice has.");
            }

            if (input.Pattern is { } pattern && (input.Type != GateInputType.String || !IsPattern(pattern)))
            {
                yield return new(place, input.Type != GateInputType.String ? $"'{name}' has a pattern, and only a string has." : $"the pattern of '{name}' is no regular expression without look-around and back-references: {pattern}");
            }

            if ((input.Minimum is not null || input.Maximum is not null) && input.Type is not (GateInputType.Integer or GateInputType.String))
            {
                yield return new(place, $"'{name}' has a minimum or maximum, and only an integer or a string has.");
            }

            if (input.Minimum > input.Maximum)
            {
                yield return new(place, $"the minimum of '{name}' is above its maximum: nothing could be right.");
            }
        }
    }

    // Without backtracking, so that nobody's text can make it take forever.
    private static Regex PatternOf(string pattern) => new($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static bool IsPattern(string pattern)
    {
        try
        {
            PatternOf(pattern);
            return true;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static string Range(GateInput input) => (input.Minimum, input.Maximum) switch
    {
        ({ } least, { } most) => string.Create(CultureInfo.InvariantCulture, $" from {least} to {most}"),
        ({ } least, null) => string.Create(CultureInfo.InvariantCulture, $" from {least} on"),
        (null, { } most) => string.Create(CultureInfo.InvariantCulture, $" up to {most}"),
        _ => string.Empty,
    };

    private static string Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node?.ToJsonString() ?? string.Empty;

    private static string Short(string text) => text.Length <= 80 ? text : text[..80] + "…";

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_-]{0,62}\z")]
    private static partial Regex NamePattern();
}
