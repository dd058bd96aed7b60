using ServiceGuru.Health;
using ServiceGuru.Operations;
using static ServiceGuru.Health.Sample;

namespace ServiceGuru.Rollouts;

/// <summary>Stages of a rollout of the sample service.</summary>
internal static class RolloutSample
{
    public const string ArchDigest = "sha256:2222222222222222222222222222222222222222222222222222222222222222";
    public const string NewPod = "api-86f7d5c9b-n3w3r";

    /// <summary>Everything runs the old image; the image stream of <c>api</c> has the new one since now.</summary>
    public static ClusterSnapshot Old() => Healthy() with { ImageStreams = [Stream("api", NewDigest, minutes: 0), Stream("worker"), Stream("proxy")] };

    /// <summary>Deployment <c>api</c> on its way to the new image, with these pods.</summary>
    public static ClusterSnapshot Rolling(params PodState[] pods)
    {
        ClusterSnapshot old = Old();
        WorkloadState state = Workload("api", pods) with { Current = pods.Length, Images = new Dictionary<string, string> { ["api"] = $"quay.io/shop/api@{NewDigest}" } };
        return old with { Pods = [.. pods, old.Pods[1]], Workloads = [state, old.Workloads[1]] };
    }

    public static PodState Fresh(string name) => Pod(name, NewDigest) with { CreatedAt = Ago(-0.1) };

    public static PodState Broken(string reason, string message) => Fresh(NewPod) with
    {
        Phase = "Pending",
        Ready = false,
        CreatedAt = Now,
        Conditions = [Condition("PodScheduled", "True", 0)],
        Containers = [Container("api", NewDigest) with { Digest = null, Phase = ContainerPhase.Waiting, Reason = reason, Message = message, Ready = false }],
    };

    public static ChangeResult Applied(string stream = "api", string? roster = null) => new()
    {
        Change = new Change
        {
            Id = "1",
            Kind = "import-image",
            Target = stream,
            From = OldDigest,
            To = NewDigest,
            Summary = $"Import {stream}",
            Effect = EffectContract.Convergent,
            Details = new Dictionary<string, string> { ["environment"] = "stg", ["tag"] = "stg", ["image"] = $"quay.io/shop/{stream}:stg", ["upstreamTag"] = "stg" },
        },
        Status = ChangeStatus.Applied,
        Values = new Dictionary<string, string>
        {
            ["digest"] = NewDigest,
            ["reference"] = $"quay.io/shop/{stream}@{NewDigest}",
            ["revision"] = "116edc5",
            [$"pods:{(stream == "worker" ? "statefulset" : "deployment")}/{stream}"] = roster ?? PodRoster.Of([Pod()]).ToString(),
        },
    };
}
