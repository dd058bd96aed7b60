using System.Globalization;
using System.Text;

namespace ServiceGuru.ReleaseNotes;

/// <summary>The text of a post: title, place and Markdown.</summary>
internal sealed record BlogPostText(string Title, string FileName, string Markdown)
{
    private const string NothingToTell = "There were no changes that users would notice.";

    /// <summary>Writes the weekly form of packit.dev.</summary>
    public static BlogPostText Weekly(string project, IReadOnlyList<ReleaseNote> notes, NotePeriod period, DateOnly date, string? author)
    {
        WeekSpan weeks = WeekSpan.Of(period);
        string title = $"{weeks.Name} in {project}";
        StringBuilder text = FrontMatter(title, date, author, weeks.Last.Thursday);
        text.Append(CultureInfo.InvariantCulture, $"## {weeks.Name} ({EnglishDate.Range(period.Since, period.Till)})\n\n");
        Bullets(text, notes);
        return new BlogPostText(title, $"{weeks.Last.Year:0000}/{weeks.FileName}.md", text.ToString());
    }

    /// <summary>Writes the monthly form of the team's documents, one section a week.</summary>
    public static BlogPostText Monthly(string project, IReadOnlyList<ReleaseNote> notes, NotePeriod period, DateOnly date, string? author)
    {
        string month = EnglishDate.Month(period.Till);
        string title = $"{project} in {month} {period.Till.Year:0000}";
        StringBuilder text = FrontMatter(title, date, author, period.Till);
        bool first = true;
        foreach (IGrouping<IsoWeek, ReleaseNote> week in notes.GroupBy(note => IsoWeek.Of(NotePeriod.Day(note.MergedAt))).OrderBy(week => week.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"{(first ? string.Empty : "\n")}## Week {week.Key.Number} ({EnglishDate.Range(week.Key.Monday, week.Key.Sunday)})\n\n");
            Bullets(text, [.. week]);
            first = false;
        }

        if (first)
        {
            Bullets(text, notes);
        }

        return new BlogPostText(title, $"{month}-{period.Till.Year:0000}.md", text.ToString());
    }

    private static StringBuilder FrontMatter(string title, DateOnly date, string? author, DateOnly month)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"---\ntitle: {YamlText.Scalar(title)}\ndate: {date:yyyy-MM-dd}\n");
        if (author is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"authors: {YamlText.Scalar(author)}\n");
        }

        string name = EnglishDate.Month(month);
        return text.Append(CultureInfo.InvariantCulture, $"tags:\n  - {month.Year:0000}-{name}\n  - {month.Year:0000}\n  - {name}\n---\n\n");
    }

    private static void Bullets(StringBuilder text, IReadOnlyList<ReleaseNote> notes)
    {
        foreach (ReleaseNote note in notes)
        {
            text.Append(NoteBullet.Of(note)).Append('\n');
        }

        if (notes.Count == 0)
        {
            text.Append(NothingToTell).Append('\n');
        }
    }
}
