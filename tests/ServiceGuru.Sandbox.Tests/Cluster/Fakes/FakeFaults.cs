using System.Collections.Concurrent;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Tests.Cluster.Fakes;

internal sealed class FakeFaults : IFaultBoard
{
    private readonly ConcurrentDictionary<string, bool> active = new();

    public event Action<string>? Changed;

    public bool IsActive(string name) => active.ContainsKey(name);

    public void Set(string name)
    {
        active[name] = true;
        Changed?.Invoke(name);
    }

    public void Clear(string name)
    {
        active.TryRemove(name, out _);
        Changed?.Invoke(name);
    }
}
