using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceGuru.Images;

namespace ServiceGuru.Rollouts;

/// <summary>
/// What an image stream's annotation says of a revert, so that every machine sees it. It counts only while the tag is
/// held where the mark says: whoever pointed it elsewhere since has ended the revert.
/// </summary>
internal sealed record RevertMark
{
    private const string Prefix = "serviceguru.dev/reverted.";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>By whom.</summary>
    public string? By { get; init; }

    /// <summary>By which run.</summary>
    public string? Run { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>The digest that was taken back.</summary>
    public string? From { get; init; }

    /// <summary>The digest at which the tag is held.</summary>
    public string? To { get; init; }

    /// <summary>The name of a tag's annotation; a namespace may have several environments, told apart by tag.</summary>
    public static string Key(string tag) => Prefix + tag;

    /// <summary>Writes the annotation's value.</summary>
    public string Write() => JsonSerializer.Serialize(this, Options);

    /// <summary>Tells whether and how a tag is held at an older image: by us (with a mark), or by hand.</summary>
    public static RevertedTag? Find(ImageStreamState? stream, string tag)
    {
        ImageStreamTagState? state = stream?.Tags.FirstOrDefault(candidate => candidate.Tag == tag);
        if (state?.From is not { } image || image.IndexOf('@', StringComparison.Ordinal) is not (> 0 and { } at))
        {
            return null;
        }

        RevertMark? mark = Read(stream!, tag) is { } read && read.To == image[(at + 1)..] ? read : null;
        return new RevertedTag
        {
            ImageStream = stream!.Name,
            Tag = tag,
            Image = image,
            At = mark?.At ?? state.ImportedAt,
            By = mark?.By,
            Run = mark?.Run,
            Reason = mark?.Reason,
            From = mark?.From ?? (mark is null ? null : state.PreviousDigests.FirstOrDefault()),
        };
    }

    /// <summary>Whether a mark is there that holds no more.</summary>
    public static bool IsStale(ImageStreamState? stream, string tag) => stream is not null && Read(stream, tag) is not null && Find(stream, tag)?.By is null;

    private static RevertMark? Read(ImageStreamState stream, string tag)
    {
        try
        {
            return stream.Annotations.GetValueOrDefault(Key(tag)) is { } text ? JsonSerializer.Deserialize<RevertMark>(text, Options) : null;
        }
        catch (JsonException)
        {
            // Somebody wrote it by hand; where the tag points tells all that matters.
            return new RevertMark();
        }
    }
}
