using ServiceGuru.Health.Surroundings;

namespace ServiceGuru.Health.Rules.Around;

/// <summary>A volume claim has no volume.</summary>
internal static class VolumeClaimRules
{
    public static IReadOnlyList<HealthRule<AroundSubject<VolumeClaimState>>> All { get; } =
    [
        new("VolumeClaimLost", HealthLayer.Volumes, FindingSeverity.Terminal, claim => claim.State.Phase == "Lost"
            ? new Sighting($"{claim.Target} lost its volume {claim.State.Volume}: what was on it is gone unless it comes back.")
            {
                Evidence = Lines(claim),
                NextAction = $"kubectl get pv {claim.State.Volume}; restore the volume or its data from a backup before the claim is made anew.",
            }
            : null),
        new("VolumeClaimPending", HealthLayer.Volumes, FindingSeverity.AfterGrace, claim => claim.State.Phase == "Pending"
            ? new Sighting($"{claim.Target} has no volume yet.")
            {
                // Such a class gives a volume only when a pod wants it.
                Severity = Told(claim)?.Reason == "WaitForFirstConsumer" ? FindingSeverity.Warning : null,
                Since = claim.State.CreatedAt,
                Cause = Told(claim)?.Message,
                Evidence = Lines(claim),
                NextAction = $"{claim.Describe()}; look at the storage class {claim.State.StorageClass ?? "(default)"} and the quota.",
            }
            : null),
    ];

    private static ClusterEvent? Told(AroundSubject<VolumeClaimState> claim) => claim.View.Events(claim.Kind, claim.Name).FirstOrDefault();

    private static IReadOnlyList<string> Lines(AroundSubject<VolumeClaimState> claim) =>
        Evidence.Lines($"phase {claim.State.Phase}, storage class {claim.State.StorageClass ?? "(default)"}", Told(claim) is { } told ? Evidence.Line(told) : null);
}
