using System.CommandLine;
using System.CommandLine.Parsing;

namespace ServiceGuru.Host.CommandLine;

/// <summary>Options of the form <c>--option KEY=VALUE</c>, repeatable.</summary>
internal static class KeyValues
{
    public static Option<Dictionary<string, string>> Option(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "KEY=VALUE",
        Arity = ArgumentArity.ZeroOrMore,
        CustomParser = Parse,
    };

    /// <summary>Makes an argument of that form, at least one.</summary>
    public static Argument<Dictionary<string, string>> Argument(string name, string description) => new(name)
    {
        Description = description,
        Arity = ArgumentArity.OneOrMore,
        CustomParser = Parse,
    };

    /// <summary>Gets null where none is given.</summary>
    public static IReadOnlyDictionary<string, string>? Given(Dictionary<string, string>? values) => values is { Count: > 0 } ? values : null;

    private static Dictionary<string, string> Parse(ArgumentResult result)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (Token token in result.Tokens)
        {
            int equals = token.Value.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                result.AddError($"'{token.Value}' is not of the form KEY=VALUE.");
            }
            else if (!values.TryAdd(token.Value[..equals], token.Value[(equals + 1)..]))
            {
                result.AddError($"'{token.Value[..equals]}' is given twice.");
            }
        }

        return values;
    }
}
