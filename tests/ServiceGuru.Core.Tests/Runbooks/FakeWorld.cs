using System.Collections.Concurrent;
using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks;

/// <summary>An outside world of named values that counts what is done to it.</summary>
internal sealed class FakeWorld
{
    /// <summary>A value that no probe can see.</summary>
    public const string Hidden = "hidden";

    /// <summary>A value over which every probe breaks in a way that nobody has foreseen.</summary>
    public const string Breaking = "breaking";

    private readonly ConcurrentQueue<string> _effects = new();

    public ConcurrentDictionary<string, string> Values { get; } = new();

    public IReadOnlyList<string> Effects => [.. _effects];

    /// <summary>How many changes may be applied side by side.</summary>
    public int Concurrency { get; set; } = 1;

    /// <summary>Runs before a value is set; throws to fail, or does something first.</summary>
    public Func<Change, CancellationToken, Task> BeforeSet { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Runs after a value was set; throwing means that the answer got lost.</summary>
    public Func<Change, Task> AfterSet { get; set; } = _ => Task.CompletedTask;

    public void Set(string name, string value)
    {
        Values[name] = value;
        _effects.Enqueue($"{name}={value}");
    }
}
