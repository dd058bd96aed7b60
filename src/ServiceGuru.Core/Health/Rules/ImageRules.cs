namespace ServiceGuru.Health.Rules;

/// <summary>An image can't be pulled. What can't heal by itself is told apart from what a registry's bad hour looks like.</summary>
internal static class ImageRules
{
    public static IReadOnlyList<HealthRule<ContainerSubject>> All { get; } =
    [
        new("InvalidImageName", HealthLayer.Image, FindingSeverity.Terminal, container => container.Waits == "InvalidImageName"
            ? Seen(container, $"The image name {container.Container.Image} is not valid.", "Correct the image in the workload's template.")
            : null),
        new("ErrImageNeverPull", HealthLayer.Image, FindingSeverity.Terminal, container => container.Waits == "ErrImageNeverPull"
            ? Seen(container, $"The node lacks {container.Container.Image}, and imagePullPolicy forbids to pull it.", "Set imagePullPolicy to IfNotPresent in the workload's template.")
            : null),
        new("SignatureValidationFailed", HealthLayer.Image, FindingSeverity.Terminal, container => container.Waits == "SignatureValidationFailed"
            ? Seen(container, $"The signature of {container.Container.Image} is not accepted.", "Sign the image or correct the cluster's signature policy.")
            : null),
        Pull("ImagePullRateLimited", FindingSeverity.AfterGrace, PullErrors.RateLimited, "the registry limits the rate of pulls", Wait),
        Pull("RegistryTlsFailed", FindingSeverity.AfterGrace, PullErrors.Tls, "the registry's TLS certificate is not accepted", Wait),
        Pull("RegistryNameNotResolved", FindingSeverity.AfterGrace, PullErrors.Dns, "the registry's name does not resolve on the node", Wait),
        Pull("RegistryUnavailable", FindingSeverity.AfterGrace, PullErrors.Unavailable, "the registry does not answer as it should", Wait),
        Pull("ImagePullDenied", FindingSeverity.Terminal, PullErrors.Denied, "the registry denies access, or has no such repository",
            container => $"Check the repository's visibility and the pull secret: {container.Scope.Kubectl("get serviceaccount default -o yaml")}"),
        Pull("ImageNotFound", FindingSeverity.Terminal, PullErrors.NotFound, "the registry does not have it",
            container => $"Have the image built, or import one that exists: guru import {container.Scope.Environment}."),
        Pull("ImagePullFailed", FindingSeverity.AfterGrace, _ => true, "the node does not say why", container => container.Pod.Describe()),
        new("ImageInspectError", HealthLayer.Image, FindingSeverity.AfterGrace, container => container.Waits == "ImageInspectError"
            ? Seen(container, $"The node can't inspect {container.Container.Image}.", container.Pod.Describe())
            : null),
    ];

    private static HealthRule<ContainerSubject> Pull(string reason, FindingSeverity severity, Func<string, bool> matches, string why, Func<ContainerSubject, string> action) =>
        new(reason, HealthLayer.Image, severity, container =>
            container.Waits is "ErrImagePull" or "ImagePullBackOff" or "RegistryUnavailable"
            && (matches(WhatTheNodeSays(container)) || (reason == "RegistryUnavailable" && container.Waits == reason))
                ? Seen(container, $"{container.Container.Image} can't be pulled: {why}.", container.Pod.ThenDelete(action(container)))
                : null);

    private static string Wait(ContainerSubject container) =>
        $"The node tries again by itself; watch it: {container.Scope.Kubectl($"get pod {container.Pod.Pod.Name} -w")}";

    /// <summary>While it backs off, older kubelets say only that; the event has the reason.</summary>
    private static string WhatTheNodeSays(ContainerSubject container) => $"{container.Container.Message}\n{PullEvent(container)?.Message}";

    private static ClusterEvent? PullEvent(ContainerSubject container)
    {
        foreach (ClusterEvent seen in container.Pod.Events)
        {
            if (seen.Reason == "Failed" && seen.Message.StartsWith("Failed to pull", StringComparison.Ordinal)
                && seen.Message.Contains(container.Container.Image, StringComparison.Ordinal))
            {
                return seen;
            }
        }

        return null;
    }

    private static Sighting Seen(ContainerSubject container, string message, string action)
    {
        ClusterEvent? pull = PullEvent(container);
        return new Sighting(message)
        {
            Since = container.StoppedSince,
            Cause = pull?.Message ?? container.Container.Message,
            Evidence = Evidence.Lines(container.State(), pull is null ? null : Evidence.Line(pull)),
            NextAction = action,
        };
    }
}
