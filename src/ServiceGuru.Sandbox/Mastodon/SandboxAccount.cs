using System.Globalization;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Mastodon;

/// <summary>The account on the simulated instance: its statuses, what waits for its time, and the keys of what was posted. Thread-safe.</summary>
internal sealed class SandboxAccount
{
    // As an instance keeps them.
    private static readonly TimeSpan KeyLife = TimeSpan.FromHours(1);
    private static readonly TimeSpan LeastAhead = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly List<SandboxStatus> statuses = [];
    private readonly List<SandboxStatus> scheduled = [];
    private readonly Dictionary<string, (string Id, DateTimeOffset Since)> keys = new(StringComparer.Ordinal);
    private readonly SandboxClock clock;
    private readonly IEffectLog effects;
    private readonly string handle;
    private long last = 115_600_000_000_000_000;

    /// <summary>Makes the account with a little past.</summary>
    public SandboxAccount(MastodonDefinition definition, SandboxClock clock, IEffectLog effects)
    {
        this.clock = clock;
        this.effects = effects;
        handle = definition.Account;
        string[] parts = handle.TrimStart('@').Split('@');
        Name = parts[0];
        Instance = parts[^1];
        statuses.Add(new SandboxStatus(NextId(), "We are at DevConf this week, come and say hello!", clock.Now.AddDays(-40), null, "public", "en"));
        statuses.Add(new SandboxStatus(NextId(), "Packit can now do even more for you: https://packit.dev/posts/", clock.Now.AddDays(-12), null, "public", "en"));
    }

    /// <summary>Gets the id.</summary>
    public string Id => "109346";

    /// <summary>Gets the name without instance.</summary>
    public string Name { get; }

    /// <summary>Gets the instance's host.</summary>
    public string Instance { get; }

    /// <summary>Gets the statuses, newest first.</summary>
    public IReadOnlyList<SandboxStatus> Newest
    {
        get
        {
            lock (gate)
            {
                Publish();
                return [.. statuses.AsEnumerable().Reverse()];
            }
        }
    }

    /// <summary>Gets what waits for its time, soonest first.</summary>
    public IReadOnlyList<SandboxStatus> Waiting
    {
        get
        {
            lock (gate)
            {
                Publish();
                return [.. scheduled.OrderBy(status => status.ScheduledAt)];
            }
        }
    }

    /// <summary>Posts or schedules a status. A key that is known gives the status of then, unless it is scheduled: then the key isn't heeded.</summary>
    /// <param name="status">The status; its id is given here.</param>
    /// <param name="key">The idempotency key, if any.</param>
    /// <returns>The status, and whether it is new.</returns>
    public (SandboxStatus Status, bool IsNew) Add(SandboxStatus status, string? key)
    {
        lock (gate)
        {
            if (status.ScheduledAt > clock.Now + LeastAhead)
            {
                status = status with { Id = (scheduled.Count + 3200).ToString(CultureInfo.InvariantCulture) };
                scheduled.Add(status);
                effects.Record("mastodon", "schedule", $"{handle} {StatusShapes.Time(status.ScheduledAt.Value)}", status.Text);
                return (status, true);
            }

            if (key is not null && keys.TryGetValue(key, out (string Id, DateTimeOffset Since) known) && clock.Now - known.Since < KeyLife
                && statuses.Find(one => one.Id == known.Id) is { } before)
            {
                return (before, false);
            }

            // What is to appear in less than five minutes appears at once.
            status = status with { Id = NextId(), CreatedAt = clock.Now, ScheduledAt = null };
            statuses.Add(status);
            effects.Record("mastodon", "post", status.InReplyTo is null ? handle : $"{handle} to {status.InReplyTo}", status.Text);
            if (key is not null)
            {
                keys[key] = (status.Id, clock.Now);
            }

            return (status, true);
        }
    }

    /// <summary>Finds a status.</summary>
    public SandboxStatus? Find(string id) => Newest.FirstOrDefault(status => status.Id == id);

    /// <summary>Deletes a status, or one that waits.</summary>
    /// <returns>What it was, or null where there was none.</returns>
    public SandboxStatus? Remove(string id, bool waiting)
    {
        lock (gate)
        {
            List<SandboxStatus> list = waiting ? scheduled : statuses;
            SandboxStatus? found = list.Find(status => status.Id == id);
            if (found is not null)
            {
                list.Remove(found);
                effects.Record("mastodon", waiting ? "cancel" : "delete", $"{handle} {id}", found.Text);
            }

            return found;
        }
    }

    private void Publish()
    {
        foreach (SandboxStatus due in scheduled.Where(status => status.ScheduledAt <= clock.Now).OrderBy(status => status.ScheduledAt).ToList())
        {
            scheduled.Remove(due);
            statuses.Add(due with { Id = NextId(), CreatedAt = due.ScheduledAt!.Value, ScheduledAt = null });
        }
    }

    private string NextId() => (last += 65_536).ToString(CultureInfo.InvariantCulture);
}
