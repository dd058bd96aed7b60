namespace ServiceGuru.Sandbox.World;

/// <summary>Which faults are active now; they change while the world runs.</summary>
internal interface IFaultBoard
{
    /// <summary>Raised after a fault was set or cleared, with its name.</summary>
    event Action<string>? Changed;

    /// <summary>Whether the fault is active. Thread-safe and cheap.</summary>
    bool IsActive(string name);
}
