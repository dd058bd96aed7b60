using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Cluster.Nodes;

/// <summary>Which of the cluster's faults hits which pod.</summary>
internal sealed class ClusterFaults : IDisposable
{
    private const string CrashLoop = "staging-crash-loop";
    private const string PullBackOff = "image-pull-backoff";
    private const string Stuck = "pod-stuck-terminating";

    private readonly IFaultBoard board;
    private readonly HashSet<string> production;
    private readonly HashSet<string> staging;
    private readonly Lock gate = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? stuckPod;

    public ClusterFaults(IFaultBoard board, ServiceDefinition service)
    {
        this.board = board;
        production = [.. service.Environments.Values.Where(environment => environment.Production).Select(environment => environment.Namespace)];
        staging = [.. service.Environments.Values.Where(environment => !environment.Production).Select(environment => environment.Namespace)];
        board.Changed += Announce;
    }

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

    /// <summary>Whether the pod's program dies soon after its start.</summary>
    public bool Crashes(string space, string pod) =>
        staging.Contains(space) && pod == "packit-worker-short-running-0" && board.IsActive(CrashLoop);

    /// <summary>Whether the registry says that it has no such image.</summary>
    public bool CannotPull(string space, string image) =>
        production.Contains(space) && image.Split('@', ':')[0].EndsWith("/packit-worker", StringComparison.Ordinal) && board.IsActive(PullBackOff);

    /// <summary>Whether the pod does not end. One pod for each time that the fault is set: the first that has to go.</summary>
    public bool NeverEnds(string space, string pod, string uid)
    {
        if (!production.Contains(space) || !pod.StartsWith("packit-worker-long-running", StringComparison.Ordinal) || !board.IsActive(Stuck))
        {
            return false;
        }

        lock (gate)
        {
            stuckPod ??= uid;
            return stuckPod == uid;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => board.Changed -= Announce;

    private void Announce(string fault)
    {
        TaskCompletionSource done;
        lock (gate)
        {
            if (fault == Stuck && !board.IsActive(Stuck))
            {
                stuckPod = null;
            }

            done = changed;
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        done.TrySetResult();
    }
}
