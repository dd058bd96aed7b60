using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.ReleaseNotes;

/// <summary>Drafts a post from gathered notes.</summary>
internal sealed class BlogPostDraft(OperationContext context)
{
    /// <summary>Gathers and drafts.</summary>
    public async Task<(BlogPost Post, GatheredNotes Gathered)> MakeAsync(WriteBlogPostRequest request, CancellationToken cancellationToken)
    {
        DateOnly date = request.Date ?? NotePeriod.Day(context.Time.GetUtcNow());
        NotePeriod period = NotePeriod.Of(Since(request, date), request.Till, date);
        GatheredNotes gathered = await new NoteGatherer(context).GatherAsync(request, period, cancellationToken).ConfigureAwait(false);

        BlogDefinition blog = context.Service.Blog ?? new BlogDefinition();
        BlogPostFrame frame = new(
            blog.Project ?? context.Service.DisplayName,
            blog.Title,
            request.Author ?? blog.Author,
            date,
            await PostTemplate.ReadAsync(blog.Template, cancellationToken).ConfigureAwait(false));
        BlogPostText text = request.Form == BlogPostForm.Weekly
            ? BlogPostText.Weekly(frame, gathered.Notes, Covered(request, period, gathered.Notes))
            : BlogPostText.Monthly(frame, gathered.Notes, period);

        string relative = $"{blog.Directory.Trim('/')}/{text.FileName}";
        return (new BlogPost
        {
            Title = text.Title,
            Path = Path.GetFullPath(Path.Combine(context.WorkingDirectory, request.Directory ?? string.Empty, relative)),
            RepositoryPath = relative,
            Date = date,
            Notes = gathered.Notes,
            Markdown = text.Markdown,
            Problems = gathered.Problems,
            Findings = PostLinter.Of(context.Service).Check(text.Markdown),
        }, gathered);
    }

    // Seven days for a week; for a month, the month up to its last day.
    private static DateOnly? Since(WriteBlogPostRequest request, DateOnly date)
    {
        DateOnly till = request.Till ?? date;
        return request.Since ?? (request.Form == BlogPostForm.Monthly ? new DateOnly(till.Year, till.Month, 1) : null);
    }

    /// <summary>Notes between given commits may be older than a week, where a week was left out: then the post names both.</summary>
    private static NotePeriod Covered(WriteBlogPostRequest request, NotePeriod period, IReadOnlyList<ReleaseNote> notes)
    {
        if (request.Since is not null || request.From is null || notes.Count == 0)
        {
            return period;
        }

        DateOnly oldest = NotePeriod.Day(notes.Min(note => note.MergedAt));
        return oldest < period.Since ? period with { Since = oldest } : period;
    }
}
