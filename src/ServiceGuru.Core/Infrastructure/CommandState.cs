namespace ServiceGuru.Infrastructure;

/// <summary>Where a command stands.</summary>
public enum CommandState
{
    /// <summary>It never began, and will not.</summary>
    NotBegun,

    /// <summary>It, or something that it started, still works.</summary>
    Running,

    /// <summary>It ended with exit code 0.</summary>
    Succeeded,

    /// <summary>It ended with another exit code.</summary>
    Failed,

    /// <summary>It began, does not run, and nobody wrote down how it ended: it was killed, or the machine went down.</summary>
    Lost,
}
