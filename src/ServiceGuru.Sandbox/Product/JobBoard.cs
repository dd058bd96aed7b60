using System.Globalization;
using ServiceGuru.Sandbox.Git;
using ServiceGuru.Sandbox.Quay;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Product;

/// <summary>
/// The jobs of a service that somebody always uses. With the fault <c>deployment-regresses</c> code that was built in this
/// world fails at all of them from the moment it runs; once other code runs, people have had them done again.
/// </summary>
/// <param name="running">What runs.</param>
/// <param name="clock">The clock.</param>
/// <param name="faults">What goes wrong.</param>
internal sealed class JobBoard(RunningService running, SandboxClock clock, IFaultBoard faults)
{
    /// <summary>How many jobs of a kind there are.</summary>
    public const int Count = 2480;

    private const string Regresses = "deployment-regresses";
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private readonly DateTimeOffset began = clock.Now;

    /// <summary>Gives the jobs of a kind from the newest on.</summary>
    public IEnumerable<Job> List(EnvironmentDefinition environment, string kind, int first, int last)
    {
        DateTimeOffset? broken = faults.IsActive(Regresses) && running.Api(environment) is { } built && IsNew(built) ? running.ApiSince(environment) : null;

        // Somebody somewhere starts a job every ten minutes of life.
        long interval = Math.Max(1, (long)clock.Scale(Interval).TotalMilliseconds);
        long newest = clock.Now.ToUnixTimeMilliseconds() / interval;
        return Enumerable.Range(first, Math.Max(0, last - first)).Select(index => Make(kind, newest - index, interval, index == 0, broken));
    }

    private bool IsNew(BuiltImage built) => built.Labels.TryGetValue("org.opencontainers.image.created", out string? created)
        && DateTimeOffset.Parse(created, CultureInfo.InvariantCulture) >= began.AddSeconds(-1);

    private static Job Make(string kind, long slot, long interval, bool open, DateTimeOffset? broken)
    {
        Person user = HistoryMaterial.People[(int)(slot % HistoryMaterial.People.Count)];
        string project = HistoryMaterial.Parts[(int)(slot % HistoryMaterial.Parts.Count)].File;
        DateTimeOffset submitted = DateTimeOffset.FromUnixTimeMilliseconds(slot * interval);
        long number = (slot % 900_000) + StableHash.Number(kind, 9);
        return new Job(slot, (9_000_000 + number).ToString(CultureInfo.InvariantCulture), submitted, user.Login, project, open, submitted >= broken || (slot + StableHash.Number(kind, 9)) % 9 == 0);
    }
}
