using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;

namespace ServiceGuru.Sandbox.Cluster.Nodes;

/// <summary>Pulls a container's image, again and again where the registry says no.</summary>
internal static class PodImages
{
    /// <summary>Pulls until the image is there.</summary>
    /// <returns>Whether it is; false where the pod is to end before.</returns>
    public static async Task<bool> Pull(PodLife life, JsonObject container, CancellationToken cancellationToken)
    {
        var image = container.Text("image") ?? "";
        for (var backOff = ClusterTimings.FirstBackOff; !life.Ending; backOff = Longer(backOff))
        {
            var changed = life.Changed;
            var reason = await TryPull(life, container, image, cancellationToken).ConfigureAwait(false);
            if (reason is null)
            {
                break;
            }

            life.Warning("Failed", $"Failed to pull image \"{image}\": {reason}", container);
            life.Warning("Failed", "Error: ErrImagePull", container);
            life.Change(content => PodStatus.Waiting(content, "ErrImagePull", reason, life.Now));
            await life.Wait(ClusterTimings.PullErrorShown, cancellationToken, changed).ConfigureAwait(false);
            life.Normal("BackOff", $"Back-off pulling image \"{image}\"", container);
            life.Warning("Failed", "Error: ImagePullBackOff", container);
            life.Change(content => PodStatus.Waiting(content, "ImagePullBackOff", BackOff(image, reason), life.Now));
            await life.Wait(backOff, cancellationToken, changed).ConfigureAwait(false);
        }

        return !life.Ending;
    }

    /// <summary>What a container says that waits for the next attempt.</summary>
    public static string BackOff(string image, string reason) => $"Back-off pulling image \"{image}\": ErrImagePull: {reason}";

    private static async Task<string?> TryPull(PodLife life, JsonObject container, string image, CancellationToken cancellationToken)
    {
        var policy = container.Text("imagePullPolicy")
            ?? (image.EndsWith(":latest", StringComparison.Ordinal) || image.LastIndexOf(':') <= image.LastIndexOf('/') ? "Always" : "IfNotPresent");
        var lacks = life.Node.Puller.Lacks(life.Pod, image);
        if (policy != "Always" && !lacks)
        {
            life.Normal("Pulled", $"Container image \"{image}\" already present on machine", container);
            return null;
        }

        var duration = lacks ? ClusterTimings.Pull : ClusterTimings.PullAgain;
        life.Normal("Pulling", $"Pulling image \"{image}\"", container);
        await life.Wait(duration, cancellationToken).ConfigureAwait(false);
        var reason = life.Node.Puller.Pull(life.Pod, image);
        if (reason is null)
        {
            life.Normal("Pulled", $"Successfully pulled image \"{image}\" in {duration.TotalMilliseconds:0}ms", container);
        }

        return reason;
    }

    private static TimeSpan Longer(TimeSpan backOff) =>
        backOff * 2 < ClusterTimings.LongestBackOff ? backOff * 2 : ClusterTimings.LongestBackOff;
}
