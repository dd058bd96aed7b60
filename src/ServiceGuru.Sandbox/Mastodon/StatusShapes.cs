using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace ServiceGuru.Sandbox.Mastodon;

/// <summary>How the API writes things down (https://docs.joinmastodon.org/entities/: Status, ScheduledStatus, Account, Instance).</summary>
/// <param name="account">The account.</param>
internal sealed class StatusShapes(SandboxAccount account)
{
    private const string UrlTime = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The account.</summary>
    public object Account() => new
    {
        id = account.Id,
        username = account.Name,
        acct = account.Name,
        display_name = account.Name,
        locked = false,
        bot = false,
        created_at = "2022-11-14T00:00:00.000Z",
        note = string.Empty,
        url = $"https://{account.Instance}/@{account.Name}",
        statuses_count = account.Newest.Count,
    };

    /// <summary>A status.</summary>
    public object Status(SandboxStatus status) => new
    {
        id = status.Id,
        created_at = Time(status.CreatedAt),
        in_reply_to_id = status.InReplyTo,
        in_reply_to_account_id = status.InReplyTo is null ? null : account.Id,
        sensitive = false,
        spoiler_text = string.Empty,
        visibility = status.Visibility,
        language = status.Language,
        uri = $"https://{account.Instance}/users/{account.Name}/statuses/{status.Id}",
        url = $"https://{account.Instance}/@{account.Name}/{status.Id}",
        content = Html(status.Text),
        reblog = (object?)null,
        account = Account(),
        media_attachments = Array.Empty<object>(),
        mentions = Array.Empty<object>(),
        tags = Array.Empty<object>(),
    };

    /// <summary>A status that waits for its time.</summary>
    public static object Scheduled(SandboxStatus status) => new
    {
        id = status.Id,
        scheduled_at = Time(status.ScheduledAt!.Value),
        @params = new
        {
            text = status.Text,
            visibility = status.Visibility,
            language = status.Language,
            in_reply_to_id = status.InReplyTo,
            scheduled_at = (string?)null,
            idempotency = (string?)null,
            media_ids = (object?)null,
            poll = (object?)null,
        },
        media_attachments = Array.Empty<object>(),
    };

    /// <summary>The instance.</summary>
    public object Instance(int limit) => new
    {
        domain = account.Instance,
        title = account.Instance,
        version = "4.5.2",
        configuration = new
        {
            statuses = new { max_characters = limit, max_media_attachments = 4, characters_reserved_per_url = StatusLength.PerUrl },
        },
    };

    /// <summary>A time as the API writes it.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(UrlTime, CultureInfo.InvariantCulture);

    // Addresses come in three parts, of which the web page shows the middle one.
    private static string Html(string text)
    {
        var html = new StringBuilder("<p>");
        int end = 0;
        foreach (Match url in StatusLength.Urls(text))
        {
            html.Append(Prose(text[end..url.Index])).Append(Link(url.Value));
            end = url.Index + url.Length;
        }

        return html.Append(Prose(text[end..])).Append("</p>").ToString();
    }

    private static string Prose(string text) => WebUtility.HtmlEncode(text)
        .Replace("\n\n", "</p><p>", StringComparison.Ordinal)
        .Replace("\n", "<br />", StringComparison.Ordinal);

    private static string Link(string url)
    {
        int scheme = url.IndexOf("://", StringComparison.Ordinal) + 3;
        int shown = Math.Min(url.Length, scheme + 30);
        string[] parts = [.. new[] { url[..scheme], url[scheme..shown], url[shown..] }.Select(WebUtility.HtmlEncode).OfType<string>()];
        return $"<a href=\"{WebUtility.HtmlEncode(url)}\" target=\"_blank\" rel=\"nofollow noopener\" translate=\"no\"><span class=\"invisible\">{parts[0]}</span>"
            + $"<span class=\"{(parts[2].Length > 0 ? "ellipsis" : string.Empty)}\">{parts[1]}</span><span class=\"invisible\">{parts[2]}</span></a>";
    }
}
