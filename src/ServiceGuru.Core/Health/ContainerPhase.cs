namespace ServiceGuru.Health;

/// <summary>What a container does.</summary>
public enum ContainerPhase
{
    /// <summary>Not started: pulls, waits, backs off.</summary>
    Waiting,

    /// <summary>Runs.</summary>
    Running,

    /// <summary>Ended.</summary>
    Terminated,
}
