using System.CommandLine;
using ServiceGuru.Posts;

namespace ServiceGuru.Host.CommandLine;

/// <summary>What is told on Mastodon, and how, on the command line.</summary>
internal sealed class PostOptions
{
    private readonly Argument<string?> _file = new("POST") { Description = "The blog post's file.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _title = new("--title") { Description = "The first line. Default: the post's title.", HelpName = "TEXT" };
    private readonly Option<Uri?> _url = new("--url") { Description = "The address at which the post is read.", HelpName = "URL", CustomParser = Address };
    private readonly Option<int?> _top = new("--top") { Description = "How many pieces of news are told, the first ones. Default: 3.", HelpName = "N" };
    private readonly Option<PostSpread> _spread = new("--spread") { Description = "thread: at once. week: one piece of news a working day, scheduled.", HelpName = "thread|week" };
    private readonly Option<DateTimeOffset?> _start = new("--start") { Description = "When the first appears, e.g. 2026-06-01T09:00Z. Default: at once; for a week the next working day at 09:00 UTC.", HelpName = "TIME" };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_file);
        command.Options.Add(_title);
        command.Options.Add(_url);
        command.Options.Add(_top);
        command.Options.Add(_spread);
        command.Options.Add(_start);
    }

    public DraftPostRequest Read(VerbCall call) => new()
    {
        File = call.Parse.GetValue(_file),
        Title = call.Parse.GetValue(_title),
        Url = call.Parse.GetValue(_url),
        Top = call.Parse.GetValue(_top),
        Spread = call.Parse.GetValue(_spread),
        Start = call.Parse.GetValue(_start),
    };

    private static Uri? Address(System.CommandLine.Parsing.ArgumentResult result)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "https" or "http")
        {
            return address;
        }

        result.AddError($"'{text}' is no address; write e.g. https://packit.dev/posts/weekly/2026/week-20.");
        return null;
    }
}
