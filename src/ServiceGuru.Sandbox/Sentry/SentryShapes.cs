using System.Globalization;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Sentry;

/// <summary>Issues and projects as Sentry writes them.</summary>
/// <param name="tracker">The tracker's definition.</param>
internal sealed class SentryShapes(ErrorTrackerDefinition tracker)
{
    /// <summary>The project's number.</summary>
    public string ProjectId { get; } = (4_500_000_000_000_000 + StableHash.Number(tracker.Project, 900_000_000)).ToString(CultureInfo.InvariantCulture);

    /// <summary>A project.</summary>
    public object Project() => new { id = ProjectId, name = tracker.Project, slug = tracker.Project, platform = "python", status = "active" };

    /// <summary>An issue.</summary>
    /// <param name="issue">The issue.</param>
    /// <param name="period">The stretch of time that was asked for: counts and times are of it, those of <c>lifetime</c> are not.</param>
    public object Issue(SentryIssue issue, SentryPeriod? period = null)
    {
        string[] title = issue.Title.Split(": ", 2);
        return new
        {
            id = issue.Id.ToString(CultureInfo.InvariantCulture),
            shareId = (string?)null,
            shortId = issue.ShortId,
            title = issue.Title,
            culprit = issue.Culprit,
            permalink = $"https://{tracker.Organization}.sentry.io/issues/{issue.Id}/",
            logger = "celery.app.trace",
            level = issue.Level,
            status = issue.Status,
            statusDetails = new { },
            substatus = issue.Substatus,
            isPublic = false,
            platform = "python",
            project = new { id = ProjectId, name = tracker.Project, slug = tracker.Project, platform = "python" },
            type = "error",
            metadata = new { type = title[0], value = title[^1], function = issue.Culprit.Split(" in ")[^1] },
            numComments = 0,
            assignedTo = (object?)null,
            isBookmarked = false,
            isSubscribed = false,
            subscriptionDetails = (object?)null,
            hasSeen = issue.Substatus != "new",
            annotations = Array.Empty<object>(),
            issueType = "error",
            issueCategory = "error",
            priority = issue.Level == "warning" ? "medium" : "high",
            isUnhandled = issue.Unhandled,
            count = (period is null ? issue.Total : issue.EventsIn(period)).ToString(CultureInfo.InvariantCulture),
            userCount = issue.Users,
            firstSeen = (period is not null && period.Start > issue.FirstSeen ? period.Start : issue.FirstSeen).UtcDateTime,
            lastSeen = (period is not null && period.End < issue.LastSeen ? period.End : issue.LastSeen).UtcDateTime,
            lifetime = new
            {
                count = issue.Total.ToString(CultureInfo.InvariantCulture),
                userCount = issue.Users,
                firstSeen = issue.FirstSeen.UtcDateTime,
                lastSeen = issue.LastSeen.UtcDateTime,
                stats = (object?)null,
            },
            filtered = (object?)null,
        };
    }
}
