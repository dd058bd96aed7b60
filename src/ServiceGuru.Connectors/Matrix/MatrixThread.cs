using ServiceGuru.Rooms;

namespace ServiceGuru.Connectors.Matrix;

/// <summary>Puts a thread together from the events around its question, in whatever order and how often they came.</summary>
internal static class MatrixThread
{
    /// <summary>Gives what stands below the question now.</summary>
    /// <param name="events">The events, of one room.</param>
    /// <param name="question">The question's id.</param>
    /// <param name="own">Our own account.</param>
    public static RoomThread Of(IEnumerable<MatrixEvent> events, string question, string own)
    {
        List<MatrixEvent> all = [.. events.DistinctBy(one => one.Id).OrderBy(one => one.Time).ThenBy(one => one.Id, StringComparer.Ordinal)];
        ILookup<string, MatrixEvent> edits = all.Where(one => one is { Relation: "m.replace", RelatesTo: not null }).ToLookup(one => one.RelatesTo!);
        List<MatrixEvent> below = [.. all.Where(one => one.RelatesTo == question && one.Relation is ("m.thread" or "m.in_reply_to" or "m.reference" or "m.annotation"))];
        return new RoomThread(
            [.. below.Where(one => one.Sender != own).Select(one => Reply(one, edits[one.Id])).OfType<RoomReply>()],
            below.Where(one => one.Sender == own && one.Key is not null).Select(one => one.Key!).ToHashSet(StringComparer.Ordinal));
    }

    // Only who wrote it can edit it, and the newest edit counts, whatever it made of the message.
    private static RoomReply? Reply(MatrixEvent one, IEnumerable<MatrixEvent> edits)
    {
        if (one.Emoji is not null)
        {
            return new RoomReply(one.Id, one.Sender, null, one.Emoji, one.Time);
        }

        MatrixEvent newest = edits.LastOrDefault(edit => edit.Sender == one.Sender && edit.Type == one.Type && edit.HasContent) ?? one;
        return newest.Text is { } text && one.Type == "m.room.message" ? new RoomReply(one.Id, one.Sender, text, null, newest.Time) : null;
    }
}
