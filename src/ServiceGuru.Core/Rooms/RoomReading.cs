using System.Security.Cryptography;
using System.Text;

namespace ServiceGuru.Rooms;

/// <summary>What the replies to a question mean.</summary>
/// <param name="Answers">The clear answers that stand now, oldest first.</param>
/// <param name="Unclear">The users who wrote something that is no answer, and have given none otherwise.</param>
public sealed record RoomReading(IReadOnlyList<RoomAnswer> Answers, IReadOnlyList<string> Unclear)
{
    /// <summary>Reads a thread.</summary>
    /// <param name="thread">The thread of a question.</param>
    /// <param name="run">The id of the run that asks.</param>
    /// <param name="inputs">The names of the values that the question asks for.</param>
    public static RoomReading Of(RoomThread thread, string run, IReadOnlyCollection<string> inputs)
    {
        AnswerText reader = new(run, inputs);
        List<RoomAnswer> answers = [];
        List<string> unclear = [];
        foreach (RoomReply reply in thread.Replies)
        {
            if (reply.Reaction is { } emoji)
            {
                // An emoji that answers nothing is applause; nobody is told off for it.
                if (AnswerEmoji.Answers(emoji) is { } yes)
                {
                    answers.Add(new RoomAnswer($"{reply.Id}/{Word(yes)}", reply.User, yes, null, new Dictionary<string, string>(), reply.Time));
                }
            }
            else if (reader.Read(reply.Text ?? string.Empty) is { } said)
            {
                answers.Add(new RoomAnswer($"{reply.Id}/{Word(said.Yes)}-{Print(reply.Text!)}", reply.User, said.Yes, said.Comment, said.Values, reply.Time));
            }
            else
            {
                unclear.Add(reply.User);
            }
        }

        return new RoomReading(answers, [.. unclear.Distinct(StringComparer.Ordinal).Where(user => !answers.Exists(answer => answer.User == user))]);
    }

    // A message that says something else is another answer.
    private static string Print(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6));

    private static string Word(bool yes) => yes ? "yes" : "no";
}
