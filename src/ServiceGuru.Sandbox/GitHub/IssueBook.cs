using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>The issues of the code host. Thread-safe.</summary>
internal sealed class IssueBook(SandboxClock clock, IEffectLog effects, IFaultBoard faults)
{
    private const string AskedBefore = "firewall-request-open";

    private readonly Lock gate = new();
    private readonly List<SandboxGitHubIssue> issues = [];
    private bool asked;

    /// <summary>Lists a repository's issues, newest first.</summary>
    public IReadOnlyList<SandboxGitHubIssue> Of(string slug)
    {
        lock (gate)
        {
            Begin(slug);
            return [.. issues.Where(issue => issue.Slug == slug).OrderByDescending(issue => issue.Number)];
        }
    }

    /// <summary>Opens an issue.</summary>
    public SandboxGitHubIssue Open(string slug, string title, string body, IReadOnlyList<string> labels)
    {
        lock (gate)
        {
            Begin(slug);
            SandboxGitHubIssue issue = new(slug, issues.Count(one => one.Slug == slug) + 700, title, body, labels, clock.Now);
            issues.Add(issue);
            effects.Record("github", "open-issue", slug, title);
            return issue;
        }
    }

    /// <summary>Closes or opens an issue again.</summary>
    public SandboxGitHubIssue? SetState(string slug, int number, bool open)
    {
        lock (gate)
        {
            int index = issues.FindIndex(issue => issue.Slug == slug && issue.Number == number);
            if (index < 0 || issues[index].Open == open)
            {
                return index < 0 ? null : issues[index];
            }

            issues[index] = issues[index] with { ClosedAt = open ? null : clock.Now };
            effects.Record("github", open ? "reopen-issue" : "close-issue", $"{slug}#{number}");
            return issues[index];
        }
    }

    // Every tracker has a past; a request of somebody else belongs to it only where the fault says so.
    private void Begin(string slug)
    {
        if (issues.All(issue => issue.Slug != slug))
        {
            issues.Add(new(slug, 540, "Firewall rules for the new Copr frontend", "Done by RITM1861658.", ["area/infrastructure"], clock.Now.AddDays(-90)) { ClosedAt = clock.Now.AddDays(-60) });
            issues.Add(new(slug, 686, "Watch the disk of valkey", "It was full once.", [], clock.Now.AddDays(-30)));
        }

        if (!asked && faults.IsActive(AskedBefore))
        {
            asked = true;
            issues.Add(new(
                slug, 698, "Firewall: let the clusters reach download.kde.org", "Waiting for the network team.\n\n<!-- firewall-request: download.kde.org -->\n", ["area/infrastructure"], clock.Now.AddDays(-2)));
        }
    }
}
