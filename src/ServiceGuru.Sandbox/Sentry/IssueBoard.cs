using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Sentry;

/// <summary>The issues that the error tracker has now: the everyday ones, and those of the fault <c>sentry-spike</c>, and the one that <c>sentry-rate-jump</c> makes frequent.</summary>
internal sealed class IssueBoard
{
    private const string SpikeFault = "sentry-spike";
    private const string JumpFault = "sentry-rate-jump";
    private const int JumpEvents = 860;

    private readonly Lock gate = new();
    private readonly string project;
    private readonly IReadOnlyList<SentryIssue> everyday;
    private readonly string staging;
    private readonly SandboxClock clock;
    private readonly IFaultBoard faults;
    private IReadOnlyList<SentryIssue> spike = [];

    /// <summary>Fills the board.</summary>
    public IssueBoard(ServiceDefinition service, SandboxClock clock, IFaultBoard faults)
    {
        this.clock = clock;
        this.faults = faults;
        project = service.ErrorTracker?.Project ?? service.Name;
        IReadOnlyList<string> all = [.. service.Environments.Select(pair => pair.Value.ErrorTrackerEnvironment ?? pair.Key)];
        staging = service.Environments.Where(pair => !pair.Value.Production)
            .Select(pair => pair.Value.ErrorTrackerEnvironment ?? pair.Key).FirstOrDefault() ?? all.FirstOrDefault() ?? string.Empty;
        everyday = Everyday(all);
        SetSpike(faults.IsActive(SpikeFault));
        faults.Changed += name =>
        {
            if (name == SpikeFault)
            {
                SetSpike(faults.IsActive(SpikeFault));
            }
        };
    }

    /// <summary>Gets all issues there are now.</summary>
    public IReadOnlyList<SentryIssue> Issues
    {
        get
        {
            lock (gate)
            {
                return [.. faults.IsActive(JumpFault) ? [Burst(everyday[0]), .. everyday.Skip(1)] : everyday, .. spike];
            }
        }
    }

    /// <summary>What everybody knows, and suddenly all the time.</summary>
    private SentryIssue Burst(SentryIssue known) => known with { LastSeen = clock.Now.AddMinutes(-1), Burst = JumpEvents };

    private void SetSpike(bool active)
    {
        lock (gate)
        {
            spike = active ? Spike(clock.Now) : [];
        }
    }

    private List<SentryIssue> Everyday(IReadOnlyList<string> all)
    {
        DateTimeOffset now = clock.Now;
        return
        [
            Issue(1, "HTTPError: 502 Server Error: Bad Gateway", "requests.models in raise_for_status", "error", "unresolved", "ongoing", now.AddDays(-90), now.AddHours(-2), 412, all),
            Issue(2, "TimeoutError: The operation timed out after 900 s", "worker.tasks in run_task", "error", "unresolved", "ongoing", now.AddDays(-41), now.AddHours(-7), 58, all),
            Issue(3, "RateLimitExceeded: API rate limit exceeded for installation", "ogr.services in get_pull_request", "warning", "unresolved", "ongoing", now.AddDays(-23), now.AddHours(-20), 97, all),
            Issue(4, "OperationalError: server closed the connection unexpectedly", "database.models in session", "error", "unresolved", "ongoing", now.AddDays(-12), now.AddDays(-3), 11, all),
            Issue(5, "KeyError: 'sender'", "worker.parser in parse_event", "error", "ignored", "archived_until_escalating", now.AddDays(-60), now.AddHours(-30), 230, all),
            Issue(6, "ValueError: Invalid version '0.0.dev'", "specfile.sources in update", "error", "resolved", null, now.AddDays(-9), now.AddDays(-4), 6, all),
        ];
    }

    private List<SentryIssue> Spike(DateTimeOffset now) =>
    [
        Issue(11, "AttributeError: 'NoneType' object has no attribute 'project_url'", "worker.handlers in run_job", "error", "unresolved", "new", now.AddMinutes(-25), now.AddMinutes(-1), 143, [staging]),
        Issue(12, "IntegrityError: duplicate key value violates unique constraint \"pipelines_pkey\"", "database.models in create", "error", "unresolved", "new", now.AddMinutes(-18), now.AddMinutes(-2), 87, [staging]),
        Issue(13, "TypeError: run() missing 1 required positional argument: 'event'", "worker.tasks in run_task", "fatal", "unresolved", "new", now.AddMinutes(-7), now.AddMinutes(-1), 31, [staging]),
    ];

    private SentryIssue Issue(
        int number, string title, string culprit, string level, string status, string? substatus, DateTimeOffset firstSeen, DateTimeOffset lastSeen, int count, IReadOnlyList<string> environments)
    {
        string name = StableHash.Hex($"{project}/{number}", 3).ToUpperInvariant();
        return new SentryIssue(
            6_500_000_000 + number, $"{project.ToUpperInvariant()}-{name}", title, culprit, level, status, substatus, firstSeen, lastSeen, count, count / 9, level != "warning", environments);
    }
}
