using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceGuru.Documents;
using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks;

/// <summary>Turns the texts that a caller gives into the values of a runbook's parameters.</summary>
internal static class ParameterBinder
{
    /// <summary>Binds all parameters.</summary>
    /// <exception cref="GuruException">One is unknown, wrong or missing (<c>InvalidParameter</c>); all are told.</exception>
    public static JsonObject Bind(Runbook runbook, IReadOnlyDictionary<string, string> given)
    {
        JsonObject values = [];
        List<string> mistakes = [];
        foreach (string unknown in given.Keys.Where(name => !runbook.Parameters.ContainsKey(name)))
        {
            mistakes.Add($"There is no parameter '{unknown}'.{NearestName.Hint(unknown, runbook.Parameters.Keys)}");
        }

        foreach ((string name, RunbookParameter parameter) in runbook.Parameters)
        {
            string? text = given.GetValueOrDefault(name) ?? parameter.Default;
            if (text is null)
            {
                mistakes.Add($"The parameter '{name}' needs a value.");
            }
            else if (TryParse(parameter.Type, text, out JsonNode? value))
            {
                values[name] = value;
            }
            else
            {
                mistakes.Add($"The parameter '{name}' must be {Expected(parameter.Type)}, not '{text}'.");
            }
        }

        return mistakes.Count == 0 ? values : throw new GuruException(new Failure
        {
            Id = "InvalidParameter",
            Kind = FailureKind.Usage,
            Message = $"Runbook {runbook.Name} can't start with these parameters.",
            Target = runbook.Name,
            Evidence = mistakes,
            NextAction = "Correct them; nothing was started.",
        });
    }

    /// <summary>Says what a value must be.</summary>
    public static string Expected(ParameterType type) => type switch
    {
        ParameterType.Boolean => "true or false",
        ParameterType.Integer => "a whole number",
        ParameterType.List => "texts separated by commas, or a JSON array",
        _ => "a text",
    };

    /// <summary>Reads one value.</summary>
    public static bool TryParse(ParameterType type, string text, out JsonNode? value)
    {
        value = type switch
        {
            ParameterType.Boolean => text.ToLowerInvariant() switch { "true" => JsonValue.Create(true), "false" => JsonValue.Create(false), _ => null },
            ParameterType.Integer => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? JsonValue.Create(number) : null,
            ParameterType.List => ParseList(text.Trim()),
            _ => JsonValue.Create(text),
        };
        return value is not null;
    }

    /// <summary>Says what a document has instead of a value of a type, or null where it fits. What is no value at all is the binder's to tell.</summary>
    public static string? Mismatch(ParameterType type, DocumentNode node) => node switch
    {
        SequenceNode when type != ParameterType.List => "a list",
        ScalarNode { Value: { } text } when !TryParse(type, text, out _) => $"'{text}'",
        _ => null,
    };

    private static JsonArray? ParseList(string text)
    {
        if (!text.StartsWith('['))
        {
            return new JsonArray([.. text.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(item => (JsonNode)JsonValue.Create(item))]);
        }

        try
        {
            return JsonNode.Parse(text) as JsonArray;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
