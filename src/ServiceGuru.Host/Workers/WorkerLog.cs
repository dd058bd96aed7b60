using System.Globalization;
using ServiceGuru.Connectors.RabbitMq;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.Workers;

/// <summary>Writes what a worker does, one line each with its time, where a container's log is collected.</summary>
internal sealed class WorkerLog(TextWriter writer, TimeProvider time) : IWorkerLog
{
    private readonly object _lock = new();

    /// <inheritdoc/>
    public void Connected() => Write("takes work from the queue");

    /// <inheritdoc/>
    public void Trouble(string trouble, TimeSpan retry) =>
        Write(retry > TimeSpan.Zero ? $"can't work now: {trouble} Tries again in {Documents.Duration.Format(retry)}." : $"trouble: {trouble}");

    /// <inheritdoc/>
    public void Begun(TargetWork work) => Write($"{work.Target} begins");

    /// <inheritdoc/>
    public void Ended(TargetWork work, WorkResult result) => Write($"{work.Target} {Words(result.Verdict)}");

    /// <inheritdoc/>
    public void Parked(string? target, string reason) => Write($"{target ?? "a message"} was parked: {reason}");

    /// <summary>Writes a line.</summary>
    public void Write(string line)
    {
        lock (_lock)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {line}"));
            writer.Flush();
        }
    }

    private static string Words(WorkVerdict verdict) => verdict switch
    {
        WorkVerdict.Done => "has ended",
        WorkVerdict.Left => "needs nothing: it has ended, another worker has it, or nobody waits for it",
        WorkVerdict.GivenBack => "was given back",
        _ => "can't be done",
    };
}
