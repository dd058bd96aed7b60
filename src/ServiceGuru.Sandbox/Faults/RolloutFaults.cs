namespace ServiceGuru.Sandbox.Faults;

/// <summary>What goes wrong while production changes.</summary>
internal static class RolloutFaults
{
    /// <summary>The faults.</summary>
    public static IReadOnlyList<SandboxFault> All { get; } =
    [
        new("cluster-flaky", "rollout/import", "The API server drops a connection now and then.",
            "What was asked is asked again, and everything succeeds; nothing is done twice."),
        new("cluster-forbidden", "rollout/import", "The cluster does not let us import images in production.",
            "The import fails with ClusterForbidden in the cluster's own words; nothing was changed."),
        new("deployment-regresses", "rollout/assess", "The new code makes all jobs fail once production runs it.",
            "The assessment says DeploymentRegressed with the jobs as evidence; rollout/undo brings the old code back."),
        new("digest-garbage-collected", "rollout/import", "Production has missed the newest worker image, and the registry has collected the one that it runs.",
            "The pods are in ImagePullBackOff; an import again brings the newest image and makes the pods go that hang."),
        new("import-denied", "rollout/import", "The registry does not let the cluster see the worker image.",
            "The import of that image fails with the registry's reason; the others are imported."),
        new("previous-deployment-reverted", "rollout/previous", "Production was reverted on Friday by a colleague and is held at the older images.",
            "The next deployment is refused: when, by whom and why it was reverted, and how to go on."),
        new("previous-image-gone", "rollout/undo", "The registry has collected the worker image from before the last deployment.",
            "The revert is refused with PreviousImageGone before anything was changed."),
        new("rollout-stuck-statefulset", "rollout/import", "A worker's pod hangs on a broken image although its StatefulSet has been mended.",
            "The wait says why it will never end; an import again deletes the pod, and the StatefulSet makes it anew."),
        new("image-pull-backoff", "rollout/import", "Production's nodes can't pull the new packit-worker image although it was imported.",
            "The import fails fast: the image can't be pulled, with the registry's words and the next action."),
        new("pod-stuck-terminating", "rollout/import", "A pod of packit-worker-long-running stays Terminating after its grace period.",
            "The wait names the pod and how to remove it by force."),
    ];
}
