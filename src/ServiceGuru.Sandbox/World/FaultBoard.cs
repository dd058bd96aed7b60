using System.Collections.Concurrent;

namespace ServiceGuru.Sandbox.World;

/// <summary>The switches of the faults.</summary>
internal sealed class FaultBoard : IFaultBoard
{
    private readonly ConcurrentDictionary<string, bool> active = new(StringComparer.Ordinal);

    /// <summary>Starts with some faults active.</summary>
    /// <exception cref="ArgumentException">A name isn't in <see cref="SandboxFaults.All"/>.</exception>
    public FaultBoard(IEnumerable<string> faults)
    {
        foreach (string name in faults)
        {
            Set(name, true);
        }
    }

    /// <inheritdoc/>
    public event Action<string>? Changed;

    /// <summary>Gets the names of the active faults, sorted.</summary>
    public IReadOnlyList<string> Active => [.. active.Keys.Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public bool IsActive(string name) => active.ContainsKey(name);

    /// <summary>Sets or clears a fault; no news when it already is as asked.</summary>
    /// <exception cref="ArgumentException">There is no such fault.</exception>
    public void Set(string name, bool on)
    {
        if (SandboxFaults.Find(name) is null)
        {
            throw new ArgumentException(
                $"There is no fault '{name}'. Known: {string.Join(", ", SandboxFaults.All.Select(fault => fault.Name))}.", nameof(name));
        }

        if (on ? active.TryAdd(name, true) : active.TryRemove(name, out _))
        {
            Changed?.Invoke(name);
        }
    }
}
