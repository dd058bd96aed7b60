using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.CommandLine;

/// <summary>Answers <c>[suggest:POSITION] LINE</c> as the library does, but with the words in our own order: the newest run first.</summary>
/// <param name="root">The commands.</param>
/// <param name="output">Where the words go, one a line.</param>
internal sealed class SuggestAction(RootCommand root, TextWriter output) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        string line = parseResult.Tokens.LastOrDefault(token => token.Type != TokenType.Directive)?.Value ?? string.Empty;
        string? given = parseResult.RootCommandResult.Children.OfType<DirectiveResult>().FirstOrDefault()?.Values.SingleOrDefault();
        int position = int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? Math.Min(number, line.Length) : line.Length;
        CompletionItem[] items = [.. root.Parse(line).GetCompletions(position).OrderBy(item => item.SortText, StringComparer.OrdinalIgnoreCase)];

        // Where a name can stand, nobody who has not begun with a hyphen wants to choose among options as well.
        bool options = line[..position].Split(' ')[^1].StartsWith('-') || items.All(IsOption);
        foreach (CompletionItem item in items.Where(item => options ? IsOption(item) && item.Label.Length > 2 : !IsOption(item)))
        {
            output.WriteLine(item.Label);
        }

        return ExitCodes.Done;
    }

    private static bool IsOption(CompletionItem item) => item.Label[0] is '-' or '/';
}
