using System.Globalization;
using ServiceGuru.Approvals;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Rooms;

/// <summary>What a gate says in a room.</summary>
internal static class RoomTexts
{
    // Nobody reads more in a chat, and every chat takes it.
    private const int Longest = 3_500;

    /// <summary>The question. What people are shown is left out from its end on where there is no room for it.</summary>
    public static string Question(string service, string runId, GateOpened gate)
    {
        string[] head = [$"{service} asks, in run {runId} at '{gate.Step}':", gate.Question];
        string who = gate.Approvers.Count == 0 ? "Whoever the service definition knows may answer" : $"Who may answer: {string.Join(", ", gate.Approvers)}";
        string until = gate.Deadline is { } deadline ? string.Create(CultureInfo.InvariantCulture, $", until {deadline.UtcDateTime:yyyy-MM-dd HH:mm} UTC") : string.Empty;
        string[] tail =
        [
            $"{who}; {gate.Need} yes needed{until}. One no closes it.",
            .. gate.Inputs.Select(input => $"Give {input.Key}={GateValues.Expected(input.Value)}{(input.Value.Required ? string.Empty : " (optional)")}{(input.Value.Description is { } text ? $": {text}" : string.Empty)}"),
            How(runId, gate),
            $"Elsewhere: guru approve {runId} {gate.Step}, or guru deny {runId} {gate.Step}",
        ];
        for (int lines = gate.Show.Count; ; lines--)
        {
            string text = string.Join('\n', [.. head, .. gate.Show.Take(lines), .. lines < gate.Show.Count ? ["…"] : Array.Empty<string>(), .. tail]);
            if (text.Length <= Longest || lines == 0)
            {
                return text;
            }
        }
    }

    /// <summary>How to answer.</summary>
    public static string How(string runId, GateOpened gate)
    {
        string code = AnswerText.CodeOf(runId);
        List<string> required = [.. gate.Inputs.Where(input => input.Value.Required).Select(input => $"{input.Key}=…")];
        return required.Count > 0
            ? $"Answer here: reply to this message with \"yes {string.Join(", ", required)}\", or with \"no: why\" or 👎."
            : $"Answer here: react with 👍 or 👎, or reply to this message with \"yes\" or \"no: why\" (or \"yes to {code}\").";
    }

    /// <summary>To who wrote something that is no answer.</summary>
    public static string Unclear(string name, string runId, GateOpened gate) => $"{name}: I can't tell whether that is a yes or a no, so it counts as neither. {How(runId, gate)}";

    /// <summary>To who is in no definition.</summary>
    public static string Stranger(string user) => $"{user}: your answer does not count. Nobody in the service definition has this identity.";

    /// <summary>To who may not answer so.</summary>
    public static string Refused(string name, string reason) => $"{name}: your answer does not count. {reason}";
}
