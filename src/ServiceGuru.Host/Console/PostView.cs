using System.Globalization;
using ServiceGuru.Posts;

namespace ServiceGuru.Host.Console;

/// <summary>Shows statuses before they are posted, with their lengths.</summary>
internal static class PostView
{
    public static void Show(IScreen screen, PostDraft draft)
    {
        foreach (PostPart part in draft.Parts)
        {
            string when = part.ScheduledAt is { } time ? time.UtcDateTime.ToString("  ddd yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) : string.Empty;
            screen.Line(
                new Piece($"{draft.Account} {part.Number}/{draft.Parts.Count}", Tone.Strong),
                new Piece($"  {part.Length} of {draft.Limit} characters{when}", Tone.Dim));
            foreach (string line in part.Text.Split('\n'))
            {
                screen.Line("  ", line);
            }

            screen.Line();
        }

        if (draft.LeftOut > 0)
        {
            screen.Line(new Piece($"{draft.LeftOut} more in the post; --top tells more of them.", Tone.Dim));
        }
    }
}
