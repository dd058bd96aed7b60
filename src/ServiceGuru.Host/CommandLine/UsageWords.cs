using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using ServiceGuru.Host.Console;

namespace ServiceGuru.Host.CommandLine;

/// <summary>Says what is wrong with a command line to people who know nothing of this program's types.</summary>
internal static partial class UsageWords
{
    public static string Of(ParseError error)
    {
        Match type = TypeName().Match(error.Message);
        string? wanted = (error.SymbolResult as OptionResult)?.Option.HelpName;
        string message = !type.Success ? error.Message
            : error.Message[..type.Index] + (wanted is null ? "." : $": it takes {wanted}.");
        return Printable.Line(message);
    }

    // With what the library proposes behind it, which the help's name says better.
    [GeneratedRegex(" as expected type '[^']*'.*$", RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TypeName();
}
