using System.Globalization;

namespace ServiceGuru.Connectors.Slack;

/// <summary>Reads Slack's ways of writing (https://docs.slack.dev/messaging/formatting-message-text).</summary>
internal static class SlackText
{
    /// <summary>Leaves out whom a message addresses: people who answer a bot often begin with its name.</summary>
    public static string WithoutMention(string text)
    {
        string rest = text.TrimStart();
        while (rest.StartsWith("<@", StringComparison.Ordinal) && rest.IndexOf('>', StringComparison.Ordinal) is > 0 and int end)
        {
            rest = rest[(end + 1)..].TrimStart();
        }

        return rest;
    }

    /// <summary>Gives the time of a time stamp such as <c>1503435956.000247</c>, or null where it is none.</summary>
    public static DateTimeOffset? Time(string stamp) =>
        decimal.TryParse(stamp, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal seconds) && seconds < 253_402_300_800
            ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : null;
}
