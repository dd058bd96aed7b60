namespace ServiceGuru.Sandbox.Cluster.Nodes;

/// <summary>What a pod's container has written: the present run and the one before.</summary>
internal sealed class PodLog
{
    private const int Limit = 500;

    private readonly Lock gate = new();
    private List<LogLine> current = [];
    private List<LogLine> previous = [];
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long written;
    private bool ended;

    /// <summary>Adds lines to the present run.</summary>
    public void Write(DateTimeOffset time, IEnumerable<string> lines)
    {
        lock (gate)
        {
            foreach (var line in lines)
            {
                current.Add(new(++written, time, line));
            }

            current.RemoveRange(0, Math.Max(0, current.Count - Limit));
            Wake();
        }
    }

    /// <summary>Begins a new run.</summary>
    public void Restart()
    {
        lock (gate)
        {
            previous = current;
            current = [];
        }
    }

    /// <summary>The pod is gone; followers end.</summary>
    public void End()
    {
        lock (gate)
        {
            ended = true;
            Wake();
        }
    }

    /// <summary>The lines of a run.</summary>
    public IReadOnlyList<LogLine> Read(bool ofPrevious)
    {
        lock (gate)
        {
            return [.. ofPrevious ? previous : current];
        }
    }

    /// <summary>Waits for lines after a number.</summary>
    /// <returns>The new lines; null when there will be none.</returns>
    public async Task<IReadOnlyList<LogLine>?> After(long number, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task wait;
            lock (gate)
            {
                if (current.Where(line => line.Number > number).ToList() is { Count: > 0 } lines)
                {
                    return lines;
                }

                if (ended)
                {
                    return null;
                }

                wait = more.Task;
            }

            await wait.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void Wake()
    {
        more.TrySetResult();
        more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
