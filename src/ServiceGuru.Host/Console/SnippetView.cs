using ServiceGuru.Snippets;

namespace ServiceGuru.Host.Console;

/// <summary>Shows snippets.</summary>
internal static class SnippetView
{
    /// <summary>Shows the text of one.</summary>
    public static void Show(IScreen screen, string text, Snippet snippet)
    {
        foreach (string line in text.TrimEnd('\n').Split('\n'))
        {
            screen.Line(line);
        }

        foreach ((string input, string waits) in snippet.Unknown)
        {
            screen.Line(new Piece($"# {input} is not known: it needs {waits}; give it with --set {input}=…", Tone.Warn));
        }
    }

    /// <summary>Shows the list.</summary>
    public static void Show(IScreen screen, IReadOnlyList<SnippetEntry> entries)
    {
        if (entries.Count == 0)
        {
            screen.Line("No snippets yet: 'guru snippet save NAME --from RUN STEP' makes one of any recorded step.");
            return;
        }

        Listing listing = new Listing("Snippet", "Uses", "For", "From").Keeps("Snippet").Spares("From", "For");
        foreach (SnippetEntry entry in entries)
        {
            string? from = entry.From.Run is null ? null : $"{entry.From.Runbook} of {entry.From.Service}";
            listing.Add(
                entry.Name,
                entry.Uses is { } uses ? uses : new Piece("wrong", Tone.Bad),
                entry.Mistakes.Count > 0 ? entry.Mistakes[0].ToString() : entry.Description,
                from);
        }

        screen.Table(listing);
    }

    /// <summary>Gives a snippet for programs.</summary>
    public static object Document(string name, Snippet snippet, string? path) => new
    {
        name,
        description = snippet.Description,
        uses = snippet.Operation.Id,
        with = snippet.Inputs,
        unknown = snippet.Unknown,
        from = snippet.From,
        path,
    };

    /// <summary>Gives a line of the list for programs.</summary>
    public static object Document(SnippetEntry entry) => new
    {
        name = entry.Name,
        description = entry.Description,
        uses = entry.Uses,
        from = entry.From,
        path = entry.Path,
        diagnostics = entry.Mistakes.Select(Answer.DiagnosticLine.Of),
    };
}
