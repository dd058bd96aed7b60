namespace ServiceGuru.Sessions;

/// <summary>What became of work that a worker was given.</summary>
public enum WorkVerdict
{
    /// <summary>Its end is recorded.</summary>
    Done,

    /// <summary>There was nothing to do: it had ended, another worker has it, or nobody waits for it.</summary>
    Left,

    /// <summary>It was begun and not ended; whoever gets it next goes on with it.</summary>
    GivenBack,

    /// <summary>Nobody can do it as it is; that is recorded in the target's run where it has one.</summary>
    Refused,
}
