using System.Text;

namespace ServiceGuru.Rooms;

/// <summary>The emoji that are answers, as themselves (Matrix) or by their names (Slack), in any skin tone.</summary>
internal static class AnswerEmoji
{
    private const string SkinTone = "::skin-tone-";

    private static readonly Dictionary<string, bool> Known = new(StringComparer.Ordinal)
    {
        ["👍"] = true, ["✅"] = true, ["✔"] = true,
        ["+1"] = true, ["thumbsup"] = true, ["white_check_mark"] = true, ["heavy_check_mark"] = true,
        ["👎"] = false, ["❌"] = false,
        ["-1"] = false, ["thumbsdown"] = false, ["x"] = false,
    };

    /// <summary>Gives what an emoji answers, or null where it answers nothing.</summary>
    public static bool? Answers(string emoji) => Known.TryGetValue(Plain(emoji), out bool yes) ? yes : null;

    private static string Plain(string emoji)
    {
        int tone = emoji.IndexOf(SkinTone, StringComparison.Ordinal);
        string name = tone < 0 ? emoji : emoji[..tone];

        // The five skin tones, and the selector that asks for the colored form.
        StringBuilder plain = new(name.Length);
        foreach (Rune rune in name.EnumerateRunes().Where(rune => rune.Value is not (0xFE0F or (>= 0x1F3FB and <= 0x1F3FF))))
        {
            plain.Append(rune.ToString());
        }

        return plain.ToString();
    }
}
