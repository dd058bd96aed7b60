namespace ServiceGuru.Operations;

/// <summary>Where a planned change stands.</summary>
public enum ChangeStatus
{
    /// <summary>Not begun.</summary>
    Planned,

    /// <summary>Begun, and no end recorded: after a crash its outcome is in doubt until it is probed.</summary>
    Started,

    /// <summary>Done.</summary>
    Applied,

    /// <summary>Failed, and the other side is known to be unchanged by it.</summary>
    Failed,

    /// <summary>Nobody can tell whether it happened.</summary>
    Unknown,

    /// <summary>Done and later undone.</summary>
    Undone,

    /// <summary>A person did not want it; nothing was done.</summary>
    Declined,
}
