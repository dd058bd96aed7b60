using ServiceGuru.Health;
using ServiceGuru.Images;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using static ServiceGuru.Health.Sample;

namespace ServiceGuru.Rollouts;

/// <summary>Image streams with a past, and what the ledger says of it.</summary>
internal static class RevertSample
{
    public const string OldestDigest = "sha256:3333333333333333333333333333333333333333333333333333333333333333";

    /// <summary>A stream that has the new image since some minutes and had others before.</summary>
    public static ImageStreamState Deployed(string name, double minutes = 30, params string[] before) => new(
        name,
        [Stream(name, NewDigest, minutes: minutes).Tags[0] with { Scheduled = true, PreviousDigests = before }]);

    /// <summary>A stream that is held at the old image.</summary>
    public static ImageStreamState Held(string name, string? mark = null) => new(
        name,
        [Stream(name, OldDigest, minutes: 60).Tags[0] with { From = $"quay.io/shop/{name}@{OldDigest}", Scheduled = false, PreviousDigests = [NewDigest, OldDigest] }])
    {
        Annotations = mark is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["serviceguru.dev/reverted.stg"] = mark },
    };

    public const string Mark = $$"""{"at":"2026-05-15T14:03:00+00:00","by":"bob","run":"run-7","reason":"all jobs fail","from":"{{NewDigest}}","to":"{{OldDigest}}"}""";

    /// <summary>Everything runs the new images; both streams had the old ones before.</summary>
    public static ClusterSnapshot AllDeployed() => Healthy() with
    {
        Pods = [Pod(digest: NewDigest) with { Uid = "uid-api" }, Pod("worker-0", NewDigest) with { Uid = "uid-worker" }],
        Workloads = [NewWorkload("api", Pod()), NewWorkload("worker", Pod("worker-0"))],
        ImageStreams = [Deployed("api", 30, OldDigest, OldestDigest), Deployed("worker", 31, OldDigest), Stream("proxy")],
    };

    public static WorkloadState NewWorkload(string name, params PodState[] pods) =>
        Workload(name, pods) with { Images = new Dictionary<string, string> { [name] = $"quay.io/shop/{name}@{NewDigest}" } };

    /// <summary>A pod of the StatefulSet whose image can't be pulled.</summary>
    public static PodState Hanging(string digest, string name = "worker-0") => Pod(name, digest) with
    {
        Uid = $"uid-{name}",
        Phase = "Pending",
        Ready = false,
        Containers = [Container("worker", digest) with { Digest = null, Phase = ContainerPhase.Waiting, Reason = "ImagePullBackOff", Message = "manifest unknown", Ready = false }],
    };

    public static RecordedChange Import(string stream, string from, string to, string run = "run-1", string environment = "stg") => new(
        run,
        "ann",
        Ago(30),
        new Change
        {
            Id = "1.1",
            Kind = "import-image",
            Target = stream,
            From = from,
            To = to,
            Summary = $"Import {stream}",
            Effect = EffectContract.Convergent,
            Details = new Dictionary<string, string> { ["environment"] = environment },
        },
        new Dictionary<string, string> { ["digest"] = to });

    public static async IAsyncEnumerable<RecordedChange> Recorded(params RecordedChange[] changes)
    {
        await Task.CompletedTask;
        foreach (RecordedChange change in changes)
        {
            yield return change;
        }
    }
}
