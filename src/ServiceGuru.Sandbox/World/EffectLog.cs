using System.Text.Json;

namespace ServiceGuru.Sandbox.World;

/// <summary>Keeps the effects in memory and appends each to a JSON-lines file, so that they outlive the process.</summary>
internal sealed class EffectLog : IEffectLog, IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Lock gate = new();
    private readonly List<SandboxEffect> effects = [];
    private readonly TimeProvider time;
    private readonly FileStream file;
    private bool closed;

    /// <summary>Opens the log; lines of an earlier world in the same file are kept.</summary>
    public EffectLog(string path, TimeProvider time)
    {
        this.time = time;
        file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
    }

    /// <summary>Gets a copy of what was recorded so far, in order.</summary>
    public IReadOnlyList<SandboxEffect> Effects
    {
        get
        {
            lock (gate)
            {
                return [.. effects];
            }
        }
    }

    /// <inheritdoc/>
    public void Record(string system, string action, string target, string? detail = null)
    {
        lock (gate)
        {
            if (closed)
            {
                return;
            }

            var effect = new SandboxEffect(effects.Count + 1, time.GetUtcNow(), system, action, target, detail);
            effects.Add(effect);
            file.Write([.. JsonSerializer.SerializeToUtf8Bytes(effect, Json), (byte)'\n']);
            file.Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            file.Dispose();
        }
    }
}
