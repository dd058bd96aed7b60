namespace ServiceGuru.Sandbox;

/// <summary>The catalogue of faults.</summary>
public static class SandboxFaults
{
    /// <summary>All faults, by name.</summary>
    public static IReadOnlyList<SandboxFault> All { get; } =
    [
        new("image-build-fails", "The image build of packit-service's stable branch fails in its second job.",
            "The wait for images fails, names the job and links it; production is untouched."),
        new("image-pull-backoff", "Production's nodes can't pull the new packit-worker image although it was imported.",
            "The import fails fast with ImagePullBackOff, the registry's reason and the next action."),
        new("matrix-down", "The Matrix homeserver answers 503.",
            "The topic step fails after its retries, before anything was moved; Slack's topic is put back."),
        new("pod-stuck-terminating", "A pod of packit-worker-long-running stays Terminating after its grace period.",
            "The wait names the pod and how to remove it by force."),
        new("rate-limited", "GitHub answers the first requests with 429 and Retry-After.",
            "The run waits as told and succeeds."),
        new("registry-slow", "Images appear in the registry a while after their build has ended, and answers are slow.",
            "The run waits for the images and succeeds."),
        new("sentry-spike", "The error tracker has three new issues in staging.",
            "The staging check is unhealthy, lists the issues, and nothing is moved."),
        new("stable-diverged", "packit-service's stable branch has a cherry-picked commit that main lacks.",
            "The move refuses that repository, lists the commit that force would lose, and tells what happened to the others."),
        new("staging-crash-loop", "A worker in staging is in CrashLoopBackOff.",
            "The staging check is unhealthy with exit code and last log lines, and nothing is moved."),
    ];

    /// <summary>Finds a fault.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The fault, or null.</returns>
    public static SandboxFault? Find(string name) => All.FirstOrDefault(fault => fault.Name == name);
}
