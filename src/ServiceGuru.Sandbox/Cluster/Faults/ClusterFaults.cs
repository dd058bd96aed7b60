using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Cluster.Faults;

/// <summary>Which of the cluster's faults hits what, now.</summary>
internal sealed class ClusterFaults : IDisposable
{
    private static readonly PodTrouble None = new();

    private readonly IFaultBoard board;
    private readonly HashSet<string> production;
    private readonly HashSet<string> staging;
    private readonly Dictionary<string, string> hit = [];
    private readonly Lock gate = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ClusterFaults(IFaultBoard board, ServiceDefinition service)
    {
        this.board = board;
        production = [.. service.Environments.Values.Where(environment => environment.Production).Select(environment => environment.Namespace)];
        staging = [.. service.Environments.Values.Where(environment => !environment.Production).Select(environment => environment.Namespace)];
        board.Changed += Announce;
    }

    /// <summary>Gets or sets whether faults work; before, the world is made as it would be without any.</summary>
    public bool Awake { get; set; }

    /// <summary>Gets a task that ends when any fault is set or cleared; take it before asking what is active.</summary>
    public Task Changed
    {
        get
        {
            lock (gate)
            {
                return changed.Task;
            }
        }
    }

    /// <summary>Gets whether image imports are slow.</summary>
    public bool SlowRegistry => board.IsActive("registry-slow");

    /// <summary>Gets the rows of the table that are active.</summary>
    public IEnumerable<ClusterFault> Active => Awake ? FaultTable.All.Where(fault => board.IsActive(fault.Name)) : [];

    /// <summary>The namespaces in which a fault happens.</summary>
    public IReadOnlyCollection<string> Namespaces(ClusterFault fault) => fault.Production ? production : staging;

    /// <summary>What is wrong with a pod; where faults meet, the first that says something.</summary>
    public PodTrouble Of(StoredObject pod)
    {
        var troubles = Hitting(pod).Where(fault => !fault.Trouble!.NeverEnds && Hits(fault, pod)).Select(fault => fault.Trouble!).ToList();
        return troubles.Count switch
        {
            0 => None,
            1 => troubles[0],
            _ => new()
            {
                NoImage = troubles.Select(trouble => trouble.NoImage).FirstOrDefault(value => value is not null),
                InitHangs = troubles.Any(trouble => trouble.InitHangs),
                Dies = troubles.Select(trouble => trouble.Dies).FirstOrDefault(value => value is not null),
                Unready = troubles.Select(trouble => trouble.Unready).FirstOrDefault(value => value is not null),
                Evicted = troubles.Select(trouble => trouble.Evicted).FirstOrDefault(value => value is not null),
                Complains = troubles.Select(trouble => trouble.Complains).FirstOrDefault(value => value is not null),
            },
        };
    }

    /// <summary>Whether a pod that has to end does not; to be asked only of such a pod, since some faults hit but the first.</summary>
    public bool NeverEnds(StoredObject pod) => Hitting(pod).Any(fault => fault.Trouble!.NeverEnds && Hits(fault, pod));

    /// <summary>Whether the imports of a stream find no registry.</summary>
    public bool Unreachable(string space, string stream) =>
        Active.Any(fault => fault.Unreachable == stream && Namespaces(fault).Contains(space));

    /// <inheritdoc/>
    public void Dispose() => board.Changed -= Announce;

    private IEnumerable<ClusterFault> Hitting(StoredObject pod) =>
        Active.Where(fault => fault.Trouble is not null && Namespaces(fault).Contains(pod.Namespace) && fault.Pods.Matches(pod));

    private bool Hits(ClusterFault fault, StoredObject pod)
    {
        if (!fault.Pods.Once)
        {
            return true;
        }

        lock (gate)
        {
            return hit.TryAdd(fault.Name, pod.Uid) || hit[fault.Name] == pod.Uid;
        }
    }

    private void Announce(string fault)
    {
        TaskCompletionSource done;
        lock (gate)
        {
            if (!board.IsActive(fault))
            {
                hit.Remove(fault);
            }

            done = changed;
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        done.TrySetResult();
    }
}
