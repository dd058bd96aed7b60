using System.Management.Automation;
using ServiceGuru.Operations;

namespace ServiceGuru.Cmdlets;

/// <summary>Shows one activity's progress, at most five times a second, and takes it off the screen at the end.</summary>
/// <param name="activity">What goes on.</param>
/// <param name="write">Writes a record, from any thread.</param>
/// <param name="time">The clock.</param>
/// <param name="found">Gets what is found meanwhile.</param>
internal sealed class ProgressDisplay(string activity, Action<ProgressRecord> write, TimeProvider time, Action<object>? found = null) : IOperationProgress, IDisposable
{
    private const int ActivityId = 1;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly object _lock = new();
    private long? _last;

    /// <inheritdoc/>
    public void Report(string message, double? fraction = null)
    {
        lock (_lock)
        {
            if (_last is { } last && time.GetElapsedTime(last) < Interval)
            {
                return;
            }

            _last = time.GetTimestamp();
        }

        // PowerShell takes no empty status, and a percentage of -1 for "nobody knows".
        write(new ProgressRecord(ActivityId, activity, message.Length == 0 ? activity : CmdletText.Of(message))
        {
            PercentComplete = fraction is { } part ? (int)Math.Clamp(part * 100, 0, 100) : -1,
        });
    }

    /// <inheritdoc/>
    public void Found(object item) => found?.Invoke(item);

    /// <inheritdoc/>
    public void Dispose() => Withdraw(write);

    /// <summary>Takes off the screen what is on it.</summary>
    /// <param name="writeNow">Writes the record.</param>
    public void Withdraw(Action<ProgressRecord> writeNow)
    {
        lock (_lock)
        {
            if (_last is null)
            {
                return;
            }
        }

        writeNow(new ProgressRecord(ActivityId, activity, "Done") { RecordType = ProgressRecordType.Completed });
    }
}
