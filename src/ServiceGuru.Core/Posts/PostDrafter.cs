using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Posts;

/// <summary>Makes a draft from what is to be told.</summary>
internal sealed class PostDrafter(OperationContext context)
{
    private const int Standard = 3;

    // What needs more is no news but the wrong file, and nobody can take so many statuses back.
    private const int LongestThread = 20;

    private IMicroblog Microblog => context.Connections.Microblog;

    /// <summary>Refuses what can't be drafted, before anything is asked.</summary>
    /// <exception cref="GuruException">Nothing or too much is given (<c>InvalidInput</c>), or the definition names no account (<c>MastodonMissing</c>).</exception>
    public static void Check(PostSelection selection, ServiceDefinition service)
    {
        if (service.Mastodon is null)
        {
            throw Wrong("MastodonMissing", $"The definition of {service.Name} names no Mastodon account.", "Add it to the service definition under 'mastodon'.");
        }

        int sources = new object?[] { selection.File, selection.Markdown, selection.Notes }.Count(source => source is not null);
        if (sources != 1)
        {
            throw Wrong(
                "InvalidInput",
                sources == 0 ? "Nothing says what to tell." : "More than one of file, markdown and notes is given.",
                "Name the post's file, or give its Markdown or notes.");
        }

        if (selection.Top < 1)
        {
            throw Wrong("InvalidInput", $"At least 1 piece of news is told, so top can't be {selection.Top}.", "Correct the value.");
        }
    }

    /// <summary>Makes the draft; reads the instance's limits.</summary>
    /// <exception cref="GuruException">There is nothing to tell (<c>NothingToTell</c>), the file or the instance can't be read, or it can't be made to fit.</exception>
    public async Task<PostDraft> MakeAsync(PostSelection selection, CancellationToken cancellationToken)
    {
        Check(selection, context.Service);
        MastodonDefinition mastodon = context.Service.Mastodon!;
        PostNews news = await NewsAsync(selection, cancellationToken).ConfigureAwait(false);
        List<string> told = [.. news.Items.Take(selection.Top ?? Standard)];
        if (told.Count == 0)
        {
            throw new GuruException(new Failure
            {
                Id = "NothingToTell",
                Target = selection.File,
                Message = "There is no news to tell: neither a list nor a paragraph.",
                NextAction = "Look at the post.",
            });
        }

        PostLimits limits = await Microblog.GetLimitsAsync(cancellationToken).ConfigureAwait(false);
        string[] endings = [selection.Url?.AbsoluteUri ?? string.Empty, string.Join(' ', mastodon.Hashtags.Select(hashtag => $"#{hashtag}"))];
        PostWriter writer = new(limits, selection.Title ?? news.Title, string.Join('\n', endings.Where(ending => ending.Length > 0)));
        return new PostDraft
        {
            Account = mastodon.Account,
            Limit = limits.MaxCharacters,
            Parts = Parts(selection, selection.Spread == PostSpread.Week ? writer.Each(told) : writer.Thread(told), limits),
            LeftOut = news.Items.Count - told.Count,
        };
    }

    private IReadOnlyList<PostPart> Parts(PostSelection selection, IReadOnlyList<string> texts, PostLimits limits)
    {
        bool week = selection.Spread == PostSpread.Week;
        if (!week && selection.Start is not null && texts.Count > 1)
        {
            throw Wrong(
                "ThreadNotSchedulable",
                $"This becomes a thread of {texts.Count}, and Mastodon can't schedule an answer to what is not posted yet.",
                "Post it at once, spread it over the week, or tell less (top).");
        }

        IReadOnlyList<DateTimeOffset>? times = week || selection.Start is not null ? PostSchedule.Week(selection.Start, texts.Count, context.Time.GetUtcNow()) : null;
        if (!week && texts.Count > LongestThread)
        {
            throw Wrong("ThreadTooLong", $"This becomes a thread of {texts.Count} statuses, and {LongestThread} are the most.", "Check that it is the right file, or tell less (--top).");
        }

        return
        [
            .. texts.Select((text, index) => new PostPart
            {
                Number = index + 1,
                Text = text,
                Length = PostLength.Of(text, limits),
                Reply = !week && index > 0,
                ScheduledAt = times?[index],
            }),
        ];
    }

    private async Task<PostNews> NewsAsync(PostSelection selection, CancellationToken cancellationToken)
    {
        if (selection.Notes is { } notes)
        {
            return new PostNews(null, [.. notes.Select(note => MarkdownText.Plain(note.Text))]);
        }

        return PostNews.Read(selection.Markdown ?? await ReadAsync(selection.File!, cancellationToken).ConfigureAwait(false));
    }

    private async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        string path = Path.GetFullPath(file, context.WorkingDirectory);
        try
        {
            return await WholeFile.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new GuruException(
                new Failure
                {
                    Id = "PostUnreadable",
                    Kind = FailureKind.Usage,
                    Target = path,
                    Message = "The post's file can't be read.",
                    Cause = exception.Message,
                    NextAction = "Check the path; 'guru notes blog-post' writes a post.",
                },
                exception);
        }
    }

    private static GuruException Wrong(string id, string message, string next) => new(new Failure
    {
        Id = id,
        Kind = FailureKind.Usage,
        Message = message,
        NextAction = next,
    });
}
