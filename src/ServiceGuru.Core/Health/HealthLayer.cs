namespace ServiceGuru.Health;

/// <summary>Where in a pod's life, or around it, a finding belongs.</summary>
public enum HealthLayer
{
    /// <summary>A pod waits for a node.</summary>
    Scheduling,

    /// <summary>A pod, its sandbox or its containers can't be made.</summary>
    Creation,

    /// <summary>Volumes can't be attached or mounted.</summary>
    Volumes,

    /// <summary>An image can't be pulled, or is the wrong one.</summary>
    Image,

    /// <summary>A container can't be started.</summary>
    Start,

    /// <summary>A container ran and ended.</summary>
    Run,

    /// <summary>A container runs and does not answer its probes.</summary>
    Probes,

    /// <summary>A pod ended, or does not end.</summary>
    End,

    /// <summary>A Deployment or StatefulSet is not where it should be.</summary>
    Workload,

    /// <summary>A Job failed, or a CronJob does not run.</summary>
    Job,

    /// <summary>Requests do not reach the pods: a Service or Route leads nowhere.</summary>
    Network,

    /// <summary>A node is in trouble.</summary>
    Node,

    /// <summary>An OpenShift Build failed.</summary>
    Build,

    /// <summary>An image stream does not follow its image.</summary>
    ImageStream,

    /// <summary>The error tracker shows new issues, or known ones much more often.</summary>
    ErrorTracker,

    /// <summary>The service's API or dashboard does not answer as it should.</summary>
    Endpoint,

    /// <summary>The environment does not run what its branch has.</summary>
    Version,

    /// <summary>A source of this report could not be read.</summary>
    Source,
}
