using ServiceGuru.Operations;

namespace ServiceGuru.Posts;

/// <summary>Writes the texts of statuses that each keep the instance's limit; never cuts a word or an address.</summary>
/// <param name="limits">The instance's limits.</param>
/// <param name="title">The first line, or null.</param>
/// <param name="ending">What ends the first status of a thread, and each of a week: address and hashtags; may be empty.</param>
internal sealed class PostWriter(PostLimits limits, string? title, string ending)
{
    private const string Bullet = "\u2022 ";
    private const string Gap = "\n\n";
    private const string Counter = "\n\n(99/99)";
    private const string Cut = "\u2026";

    /// <summary>Writes one status, or a thread of numbered ones.</summary>
    /// <exception cref="GuruException">A word is longer than a status may be (<c>PostTooLong</c>).</exception>
    public IReadOnlyList<string> Thread(IReadOnlyList<string> news)
    {
        string single = Join(title, news.Count == 1 ? news[0] : string.Join('\n', news.Select(item => Bullet + item)), ending);
        if (Fits(single, limits.MaxCharacters))
        {
            return [single];
        }

        List<string> bodies = Fill([.. news.Select(item => news.Count == 1 ? item : Bullet + item)]);
        return [.. bodies.Select((body, index) => $"{(index == 0 ? Join(body, ending) : body)}\n\n({index + 1}/{bodies.Count})")];
    }

    /// <summary>Writes a status for each piece of news; one that is too long is cut between words, and the blog post tells the rest.</summary>
    public IReadOnlyList<string> Each(IReadOnlyList<string> news) => [.. news.Select(Alone)];

    private string Alone(string item)
    {
        string whole = Join(title, item, ending);
        string[] words = item.Split(' ');
        for (int count = words.Length - 1; !Fits(whole, limits.MaxCharacters); count--)
        {
            whole = count > 0
                ? Join(title, string.Join(' ', words[..count]).TrimEnd('.', ',', ';', ':', ' ') + Cut, ending)
                : throw TooLong(words[0]);
        }

        return whole;
    }

    private List<string> Fill(IReadOnlyList<string> items)
    {
        List<string> bodies = [title ?? string.Empty];
        if (title is not null && !Fits(title, Room(0)))
        {
            throw TooLong(title);
        }

        foreach (string item in items)
        {
            string separator = bodies[^1].Length == 0 ? string.Empty : bodies[^1] == title ? Gap : "\n";
            if (Fits(bodies[^1] + separator + item, Room(bodies.Count - 1)))
            {
                bodies[^1] += separator + item;
            }
            else if (Fits(item, Room(bodies.Count)))
            {
                bodies.Add(item);
            }
            else
            {
                FillWithWords(bodies, separator, item);
            }
        }

        return bodies;
    }

    private void FillWithWords(List<string> bodies, string separator, string item)
    {
        foreach (string word in item.Split(' '))
        {
            string longer = bodies[^1] + separator + word;
            if (Fits(longer, Room(bodies.Count - 1)))
            {
                bodies[^1] = longer;
            }
            else if (Fits(word, Room(bodies.Count)))
            {
                bodies.Add(word);
            }
            else
            {
                throw TooLong(word);
            }

            separator = " ";
        }
    }

    // Only the first one has the ending, and each has its number.
    private int Room(int index) => limits.MaxCharacters - Length(Counter) - (index == 0 && ending.Length > 0 ? Length(Gap + ending) : 0);

    private bool Fits(string text, int room) => Length(text) <= room;

    private int Length(string text) => PostLength.Of(text, limits);

    private static string Join(params string?[] blocks) => string.Join(Gap, blocks.Where(block => !string.IsNullOrEmpty(block)));

    private GuruException TooLong(string text) => new(new Failure
    {
        Id = "PostTooLong",
        Kind = FailureKind.Usage,
        Target = text.Length > 60 ? text[..60] + Cut : text,
        Message = $"A status may have {limits.MaxCharacters} characters here, and this can't be cut to fit with title, address and hashtags.",
        NextAction = "Shorten the title, the address or the hashtags, or name fewer of them.",
    });
}
