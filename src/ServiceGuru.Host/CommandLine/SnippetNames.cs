using System.CommandLine;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Snippets;

namespace ServiceGuru.Host.CommandLine;

/// <summary>How snippets are named on the command line.</summary>
internal static class SnippetNames
{
    /// <summary>Makes the argument for any snippet.</summary>
    public static Argument<string> Any() => new("NAME") { Description = "A saved snippet, or RUN/STEP for the step of a recorded run." };

    /// <summary>Makes the argument for a saved snippet.</summary>
    public static Argument<string> Saved() => new("NAME") { Description = "A saved snippet, see 'guru snippet list'." };

    /// <summary>Opens the user's snippets.</summary>
    public static SnippetStore Open(VerbCall call) => new SessionFactory(call.Settings) { Ledger = call.Ledger }.Snippets;
}
