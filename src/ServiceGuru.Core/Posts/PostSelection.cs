using System.ComponentModel;
using ServiceGuru.ReleaseNotes;

namespace ServiceGuru.Posts;

/// <summary>What to tell, and how. The news comes from a post's file, from its Markdown or from notes.</summary>
public record PostSelection
{
    /// <summary>The blog post's file; relative paths count from the working directory.</summary>
    [Description("The blog post's file.")]
    public string? File { get; init; }

    /// <summary>The blog post's text, instead of a file.</summary>
    [Description("The blog post's Markdown instead of a file, e.g. ${{ steps.post.output.markdown }}.")]
    public string? Markdown { get; init; }

    /// <summary>Release notes, instead of a post.</summary>
    [Description("Release notes instead of a post.")]
    public IReadOnlyList<ReleaseNote>? Notes { get; init; }

    /// <summary>The first line; the post's title if absent.</summary>
    [Description("The first line; the post's title if absent.")]
    public string? Title { get; init; }

    /// <summary>Where the post is read.</summary>
    [Description("The address at which the post is read.")]
    public Uri? Url { get; init; }

    /// <summary>How many pieces of news are told, the first ones; three if absent.</summary>
    [Description("How many pieces of news are told, the first ones; 3 if absent.")]
    public int? Top { get; init; }

    /// <summary>Thread or week.</summary>
    [Description("thread (at once, what does not fit into one status becomes a thread) or week (one piece of news a working day, scheduled).")]
    public PostSpread Spread { get; init; }

    /// <summary>When the first appears; for a week the next working day at 09:00 UTC if absent.</summary>
    [Description("When the first status appears, at least 5 minutes ahead; at once if absent, for a week the next working day at 09:00 UTC.")]
    public DateTimeOffset? Start { get; init; }
}
