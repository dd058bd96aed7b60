using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Runbooks.State;

/// <summary>Says in one line what somebody answered to a gate.</summary>
public static class GateAnswerText
{
    /// <summary>Gives the line, e.g. <c>ann (matrix:@ann:fedora.im) says yes: looks fine</c>.</summary>
    /// <param name="answer">The answer.</param>
    /// <returns>One line.</returns>
    public static string Of(GateAnswered answer)
    {
        string who = answer.Person is { } person && person != answer.By ? $"{person} ({answer.By})" : answer.By.Length == 0 ? "nobody" : answer.By;
        string values = answer.Values is { Count: > 0 } given ? $" with {string.Join(", ", given.ToJsonObject().Select(value => $"{value.Key}={value.Value?.ToJsonString()}"))}" : string.Empty;
        string comment = answer.Comment is null ? string.Empty : $" ({answer.Comment})";
        return $"{who} says {(answer.Yes ? "yes" : "no")}{values}{comment}{(answer.Refused is null ? string.Empty : $"; it does not count: {answer.Refused}")}";
    }
}
