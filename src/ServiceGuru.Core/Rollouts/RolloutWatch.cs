using ServiceGuru.Documents;
using ServiceGuru.Health;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Rollouts;

/// <summary>Waits until workloads run their new images, and ends at once where they can't get there.</summary>
internal sealed class RolloutWatch
{
    private readonly OperationContext _context;
    private readonly string _environment;
    private readonly ICluster _cluster;
    private readonly IReadOnlyList<TrackedWorkload> _tracked;
    private readonly DateTimeOffset _started;
    private readonly Dictionary<string, TimeSpan> _finished = [];
    private HashSet<string> _doneBefore = [];

    public RolloutWatch(OperationContext context, string environment, IReadOnlyList<TrackedWorkload> tracked)
    {
        _context = context;
        _environment = environment;
        _cluster = context.Connections.Cluster(context.Service.FindEnvironment(environment));
        _tracked = tracked;
        _started = context.Time.GetUtcNow();
    }

    /// <summary>Waits.</summary>
    /// <exception cref="GuruException">The cluster refuses to be read.</exception>
    public async Task<RolloutOutcome> WaitAsync(CancellationToken cancellationToken)
    {
        TimingDefinition timing = _context.Service.Timing;
        DateTimeOffset deadline = _started + timing.RolloutTimeout;
        Look? last = null;
        while (true)
        {
            (Look? look, Failure? unreadable) = await LookAsync(cancellationToken).ConfigureAwait(false);
            last = look ?? last;
            if (look is not null)
            {
                Report(look);
                if (look.Blockers.Count > 0)
                {
                    return new RolloutOutcome(look.Rollouts, await FailedAsync(look, cancellationToken).ConfigureAwait(false));
                }

                if (look.Rollouts.All(rollout => rollout.Finished))
                {
                    return new RolloutOutcome(look.Rollouts, null);
                }
            }

            DateTimeOffset now = _context.Time.GetUtcNow();
            if (now >= deadline)
            {
                return new RolloutOutcome(last?.Rollouts ?? [], await TimedOutAsync(last, unreadable, cancellationToken).ConfigureAwait(false));
            }

            TimeSpan left = deadline - now;
            await Task.Delay(left < timing.RolloutPoll ? left : timing.RolloutPoll, _context.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A cluster out of reach for a while is no end of the wait: the rollout goes on without us.</summary>
    private async Task<(Look? Look, Failure? Unreadable)> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (Judge(await _cluster.SnapshotAsync(cancellationToken).ConfigureAwait(false)), null);
        }
        catch (GuruException exception) when (exception.Failure.Transient || exception.Failure.Id == "ClusterUnreachable")
        {
            _context.Progress.Report($"The cluster could not be read and is asked again: {exception.Failure.Message}");
            return (null, exception.Failure);
        }
    }

    private Look Judge(ClusterSnapshot snapshot)
    {
        DateTimeOffset now = _context.Time.GetUtcNow();
        var index = new SnapshotIndex(snapshot);
        Dictionary<string, WorkloadHealth> health = HealthClassifier.Classify(snapshot, _context.Service, _environment, now).Workloads.ToDictionary(workload => workload.Name, StringComparer.Ordinal);
        var blockers = new RolloutBlockers(_started, now, _context.Service.Health);
        var look = new Look();
        HashSet<string> done = [];
        foreach (TrackedWorkload tracked in _tracked)
        {
            RolloutState state = RolloutState.Of(tracked.Definition, tracked.Digests, index);
            WorkloadHealth workload = health[tracked.Definition.Name];
            int replaced = tracked.Before?.CountGone(state.Pods) ?? state.Pods.Count(pod => pod.CreatedAt >= _started);

            // A container without a readiness probe is Ready from its first moment, so a new pod must last until the next look.
            bool isDone = state.IsDone && workload.Verdict == HealthVerdict.Healthy;
            bool finished = isDone && (replaced == 0 || _doneBefore.Contains(workload.Name));
            if (isDone)
            {
                done.Add(workload.Name);
            }

            if (finished)
            {
                _finished.TryAdd(workload.Name, now - _started);
            }
            else
            {
                _finished.Remove(workload.Name);
                look.Standing.Add((state.Describe(tracked.Digest), workload));
            }

            look.Blockers.AddRange(blockers.Of(workload, state, tracked.Digests).Select(finding =>
                new Blocker(finding, tracked, state.Pods.FirstOrDefault(pod => finding.Target == $"pod/{pod.Name}"))));
            look.Rollouts.Add(new WorkloadRollout
            {
                Name = workload.Name,
                Kind = workload.Kind,
                Image = state.State is null ? null : WorkloadImage.InTemplate(tracked.Definition, state.State),
                Digest = tracked.Digest,
                PodsReplaced = replaced,
                Ready = state.Ready,
                Desired = state.State?.Desired ?? workload.Desired,
                Finished = finished,
                Duration = finished ? _finished[workload.Name] : null,
            });
        }

        _doneBefore = done;
        return look;
    }

    private void Report(Look look)
    {
        int desired = look.Rollouts.Sum(rollout => rollout.Desired);
        int ready = look.Rollouts.Sum(rollout => Math.Min(rollout.Ready, rollout.Desired));
        string message = string.Join(", ", look.Rollouts.Select(rollout => $"{rollout.Name} {rollout.Ready}/{rollout.Desired}"));
        _context.Progress.Report(message, desired == 0 ? null : (double)ready / desired);
    }

    private async Task<Failure> FailedAsync(Look look, CancellationToken cancellationToken)
    {
        var remedy = new PodRemedy(_context, _environment);
        List<HealthFinding> findings = [];
        foreach ((HealthFinding finding, TrackedWorkload tracked, PodState? pod) in look.Blockers.OrderBy(blocker => blocker.Finding.Severity))
        {
            findings.Add(pod is null ? finding : await remedy.ExplainAsync(finding, tracked, pod, cancellationToken).ConfigureAwait(false));
        }

        LogTails logs = await LogTails.ReadAsync(_cluster, findings, cancellationToken).ConfigureAwait(false);
        List<Failure> details = [.. findings.Select(finding => logs.AddTo(finding).ToFailure() with { Transient = false })];
        return new Failure
        {
            Id = "RolloutFailed",
            Message = $"The rollout in {_environment} can't succeed: {details[0].Message}",
            Target = details[0].Target,
            Cause = details[0].Cause,
            Evidence = details[0].Evidence,
            NextAction = details[0].NextAction,
            Details = details,
        };
    }

    private async Task<Failure> TimedOutAsync(Look? look, Failure? unreadable, CancellationToken cancellationToken)
    {
        TimeSpan timeout = _context.Service.Timing.RolloutTimeout;
        List<HealthFinding> findings = [.. look?.Standing.SelectMany(standing => standing.Health.Findings) ?? []];
        LogTails? logs = unreadable is null ? await LogTails.ReadAsync(_cluster, findings, cancellationToken).ConfigureAwait(false) : null;
        List<Failure> details = [.. look?.Standing.Select(standing => new Failure
        {
            Id = "RolloutUnfinished",
            Message = standing.Text,
            Target = WorkloadNames.Of(standing.Health.Kind, standing.Health.Name),
            Details = [.. standing.Health.Findings.Select(finding => (logs?.AddTo(finding) ?? finding).ToFailure())],
        }) ?? []];
        string space = _context.Service.Environments[_environment].Namespace;
        return new Failure
        {
            Id = "RolloutTimedOut",
            Kind = unreadable is null ? FailureKind.Refused : FailureKind.Unreachable,
            Message = $"The rollout in {_environment} was not finished after {Duration.Format(timeout)}.",
            Target = _environment,
            Cause = unreadable is null ? details.SelectMany(detail => detail.Details).FirstOrDefault()?.Message : $"The cluster could not be read at the end: {unreadable.Message}",
            Evidence = [.. details.Select(detail => detail.Message), .. details.SelectMany(detail => detail.Details).FirstOrDefault()?.Evidence ?? []],
            NextAction = details.SelectMany(detail => detail.Details).FirstOrDefault()?.NextAction ?? $"kubectl -n {space} get pods; then run the import again, which goes on waiting.",
            Details = unreadable is null ? details : [unreadable, .. details],
            Transient = unreadable is not null,
        };
    }

    /// <summary>What ends the wait, and the pod that it is about, if it is about one that counts.</summary>
    private sealed record Blocker(HealthFinding Finding, TrackedWorkload Tracked, PodState? Pod);

    /// <summary>What one look found.</summary>
    private sealed class Look
    {
        public List<WorkloadRollout> Rollouts { get; } = [];

        public List<Blocker> Blockers { get; } = [];

        /// <summary>The workloads that are not finished, and where they stand.</summary>
        public List<(string Text, WorkloadHealth Health)> Standing { get; } = [];
    }
}
