using System.Globalization;
using System.Text;

namespace ServiceGuru.ReleaseNotes;

/// <summary>The text of a post: title, place and Markdown.</summary>
internal sealed record BlogPostText(string Title, string FileName, string Markdown)
{
    private const string NothingToTell = "There were no changes that users would notice.";

    /// <summary>Writes the weekly form of packit.dev, or of the team's template.</summary>
    public static BlogPostText Weekly(BlogPostFrame frame, IReadOnlyList<ReleaseNote> notes, NotePeriod period)
    {
        WeekSpan weeks = WeekSpan.Of(period);
        string title = Placeholders.Fill(frame.Title, Names(frame.Project, weeks.Name, weeks.Last.Thursday));
        string heading = $"{weeks.Name} ({EnglishDate.Range(period.Since, period.Till)})";
        StringBuilder bullets = new();
        Bullets(bullets, notes);
        return new BlogPostText(
            title,
            $"{weeks.Last.Year:0000}/{weeks.FileName}.md",
            frame.Template is null
                ? $"{FrontMatter(frame, title, weeks.Last.Thursday)}## {heading}\n\n{bullets}"
                : Filled(frame, title, weeks.Name, heading, weeks.Last.Thursday, bullets));
    }

    /// <summary>Writes the monthly form of the team's documents, one section a week.</summary>
    public static BlogPostText Monthly(BlogPostFrame frame, IReadOnlyList<ReleaseNote> notes, NotePeriod period)
    {
        string month = EnglishDate.Month(period.Till);
        string title = $"{frame.Project} in {month} {period.Till.Year:0000}";
        StringBuilder sections = new();
        foreach (IGrouping<IsoWeek, ReleaseNote> week in notes.GroupBy(note => IsoWeek.Of(NotePeriod.Day(note.MergedAt))).OrderBy(week => week.Key))
        {
            sections.Append(CultureInfo.InvariantCulture, $"{(sections.Length == 0 ? string.Empty : "\n")}## Week {week.Key.Number} ({EnglishDate.Range(week.Key.Monday, week.Key.Sunday)})\n\n");
            Bullets(sections, [.. week]);
        }

        if (sections.Length == 0)
        {
            Bullets(sections, notes);
        }

        return new BlogPostText(
            title,
            $"{month}-{period.Till.Year:0000}.md",
            frame.Template is null
                ? $"{FrontMatter(frame, title, period.Till)}{sections}"
                : Filled(frame, title, WeekSpan.Of(period).Name, $"{month} {period.Till.Year:0000}", period.Till, sections));
    }

    private static string Filled(BlogPostFrame frame, string title, string week, string heading, DateOnly month, StringBuilder notes)
    {
        Dictionary<string, string> values = Names(frame.Project, week, month);
        values["title"] = YamlText.Scalar(title);
        values["date"] = frame.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        values["author"] = YamlText.Scalar(frame.Author ?? string.Empty);
        values["heading"] = heading;
        values["notes"] = notes.ToString().TrimEnd('\n');
        return Placeholders.Fill(frame.Template!, values);
    }

    private static Dictionary<string, string> Names(string project, string week, DateOnly month) => new(StringComparer.Ordinal)
    {
        ["project"] = project,
        ["week"] = week,
        ["month"] = EnglishDate.Month(month),
        ["year"] = month.Year.ToString("0000", CultureInfo.InvariantCulture),
    };

    private static StringBuilder FrontMatter(BlogPostFrame frame, string title, DateOnly month)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"---\ntitle: {YamlText.Scalar(title)}\ndate: {frame.Date:yyyy-MM-dd}\n");
        if (frame.Author is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"authors: {YamlText.Scalar(frame.Author)}\n");
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
