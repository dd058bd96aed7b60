using System.Collections.Concurrent;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Tests.Cluster.Fakes;

internal sealed class FakeEffects : IEffectLog
{
    private readonly ConcurrentQueue<string> recorded = new();

    /// <summary>Gets the effects as <c>system action target</c>.</summary>
    public IReadOnlyList<string> All => [.. recorded];

    public void Record(string system, string action, string target, string? detail = null) => recorded.Enqueue($"{system} {action} {target}");
}
