using ServiceGuru.Health.Rules;
using ServiceGuru.Health.Rules.Around;
using ServiceGuru.Images;
using ServiceGuru.Services;

namespace ServiceGuru.Health;

/// <summary>Applies the rules to a snapshot: pure, so that a saved snapshot is judged as a live one is.</summary>
internal sealed class HealthClassifier
{
    private readonly ClusterSnapshot _snapshot;
    private readonly ServiceDefinition _service;
    private readonly EnvironmentDefinition _environment;
    private readonly SnapshotIndex _index;
    private readonly RuleScope _scope;

    private HealthClassifier(ClusterSnapshot snapshot, ServiceDefinition service, string environment, DateTimeOffset now)
    {
        _snapshot = snapshot;
        _service = service;
        _environment = service.FindEnvironment(environment);
        _index = new SnapshotIndex(snapshot);
        _scope = new RuleScope(environment, snapshot.Namespace, service.Health, now);
    }

    /// <summary>Judges a snapshot.</summary>
    /// <param name="snapshot">What the namespace looked like.</param>
    /// <param name="service">What should be there.</param>
    /// <param name="environment">The environment's name.</param>
    /// <param name="now">The time of the check, against which graces are measured.</param>
    public static ClusterHealth Classify(ClusterSnapshot snapshot, ServiceDefinition service, string environment, DateTimeOffset now) =>
        new HealthClassifier(snapshot, service, environment, now).Classify();

    private ClusterHealth Classify()
    {
        IEnumerable<HealthFinding> streams = _service.ImageStreams.Select(Subject).Select(stream => RuleTable.First(RuleTable.ImageStreams, stream)).OfType<HealthFinding>();

        // Nobody promised these pods, so they weigh nothing; finished jobs and the like aren't even worth a word.
        IEnumerable<HealthFinding> others = _index.OtherPods(_service.Workloads)
            .Where(pod => pod.Phase != "Succeeded")
            .SelectMany(pod => Classify(new PodSubject(_scope, pod, _index.Events(pod), Replaced: true)))
            .Where(finding => finding.Severity != FindingSeverity.Warning)
            .Select(finding => finding with { Severity = FindingSeverity.Warning, Verdict = HealthVerdict.Healthy, GraceUntil = null });

        return new ClusterHealth([.. _service.Workloads.Select(Classify)], [.. streams.Concat(others).Concat(AroundTable.Judge(_snapshot, _scope)).GravestFirst()]);
    }

    private WorkloadHealth Classify(WorkloadDefinition definition)
    {
        IReadOnlyList<PodState> pods = _index.Pods(definition);
        WorkloadState? state = _index.Workload(definition);
        int wanted = _environment.Replicas.GetValueOrDefault(definition.Name, definition.Replicas);
        int ready = pods.Count(pod => pod is { Ready: true, DeletionDeadline: null });
        var subject = new WorkloadSubject(_scope, definition, state, wanted, pods, _index.Events(definition), StreamTag(definition));

        List<HealthFinding> findings = [.. RuleTable.Workloads.Select(rule => rule.Apply(subject)).OfType<HealthFinding>()];
        foreach (PodState pod in pods)
        {
            bool replaced = ready - (pod.Ready ? 1 : 0) >= Math.Max(wanted, state?.Desired ?? 0);
            findings.AddRange(Classify(new PodSubject(_scope, pod, _index.Events(pod), replaced)));
        }

        HealthVerdict explained = Worst(findings);
        findings.AddRange(RuleTable.WorkloadSymptoms.Select(rule => rule.Apply(subject)).OfType<HealthFinding>().Where(symptom => symptom.Verdict > explained));
        return new WorkloadHealth
        {
            Name = definition.Name,
            Kind = definition.Kind,
            Verdict = Worst(findings),
            Desired = wanted,
            Ready = state?.Ready,
            Updated = state?.Updated,
            Findings = [.. findings.GravestFirst()],
        };
    }

    private static List<HealthFinding> Classify(PodSubject pod)
    {
        List<HealthFinding> findings = [];
        foreach (IReadOnlyList<HealthRule<PodSubject>> group in RuleTable.BeforeContainers)
        {
            if (RuleTable.First(group, pod) is { } finding)
            {
                findings.Add(finding);
                if (finding.Severity != FindingSeverity.Warning)
                {
                    return findings;
                }
            }
        }

        // A pod that ends, or is only what is left of one, has nothing more to tell.
        if (pod.Pod.DeletionDeadline is not null || pod.Pod.Phase is "Failed" or "Succeeded")
        {
            return findings;
        }

        findings.AddRange(pod.Pod.Containers.Select(container => RuleTable.First(RuleTable.Containers, new ContainerSubject(pod, container))).OfType<HealthFinding>());
        if (findings.TrueForAll(finding => finding.Severity == FindingSeverity.Warning) && RuleTable.First(RuleTable.AfterContainers, pod) is { } probe)
        {
            findings.Add(probe);
        }

        return findings;
    }

    private static HealthVerdict Worst(IEnumerable<HealthFinding> findings) =>
        findings.Select(finding => finding.Verdict).DefaultIfEmpty(HealthVerdict.Healthy).Max();

    private ImageStreamSubject Subject(ImageStreamDefinition definition) => new(
        _scope,
        definition,
        _snapshot.ImageStreams.FirstOrDefault(stream => stream.Name == definition.Name),
        _environment.ImageTag,
        $"{definition.Image}:{definition.Tag ?? _environment.ImageTag}",
        _snapshot.ImageStreams.Count > 0);

    private ImageStreamTagState? StreamTag(WorkloadDefinition definition) => definition.ImageStream is { } name
        ? _snapshot.ImageStreams.FirstOrDefault(stream => stream.Name == name)?.Tags.FirstOrDefault(tag => tag.Tag == _environment.ImageTag)
        : null;
}
