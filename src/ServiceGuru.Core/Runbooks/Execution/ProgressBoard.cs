using ServiceGuru.Ledger;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Collects the steps' progress, so that the ledger is told at most once a poll, and only what is new.</summary>
internal sealed class ProgressBoard(TimeProvider time)
{
    // A step that talks without end must not fill the memory while the ledger is slow.
    private const int AtMost = 200;

    private readonly object _lock = new();
    private readonly Queue<ProgressLine> _lines = new();
    private readonly Dictionary<string, string> _newest = new(StringComparer.Ordinal);

    /// <summary>Notes a line, unless the step has just said the same.</summary>
    public void Note(string step, string message, double? fraction)
    {
        lock (_lock)
        {
            if (_newest.GetValueOrDefault(step) == message)
            {
                return;
            }

            _newest[step] = message;
            _lines.Enqueue(new ProgressLine(time.GetUtcNow(), step, message, fraction));
            if (_lines.Count > AtMost)
            {
                _lines.Dequeue();
            }
        }
    }

    /// <summary>Takes what was noted since the last time.</summary>
    public IReadOnlyList<ProgressLine> Take()
    {
        lock (_lock)
        {
            IReadOnlyList<ProgressLine> lines = [.. _lines];
            _lines.Clear();
            return lines;
        }
    }
}
