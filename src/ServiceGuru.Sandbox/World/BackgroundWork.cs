namespace ServiceGuru.Sandbox.World;

/// <summary>What goes on in the world by itself: builds, watchers, controllers, pods. It ends with the world; a defect in it is not hidden.</summary>
internal sealed class BackgroundWork : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly HashSet<Task> running = [];
    private bool ended;
    private Exception? failure;

    /// <summary>Raised with the first defect; who subscribes late looks at <see cref="Failure"/> afterwards.</summary>
    public event Action<Exception>? Broken;

    /// <summary>Gets the first defect, or null.</summary>
    public Exception? Failure => Volatile.Read(ref failure);

    /// <summary>Starts a piece of work; after the end of the world it starts nothing.</summary>
    public void Start(Func<CancellationToken, Task> work)
    {
        lock (gate)
        {
            if (ended)
            {
                return;
            }

            // On the pool, since work is started from inside the writes of others.
            var task = Task.Run(() => GuardAsync(work));
            running.Add(task);
            _ = task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task[] rest;
        lock (gate)
        {
            if (ended)
            {
                return;
            }

            ended = true;
            rest = [.. running];
        }

        await stop.CancelAsync();
        await Task.WhenAll(rest);
        stop.Dispose();
    }

    private async Task GuardAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The world ended in the middle of it, as worlds do.
        }
        catch (Exception defect)
        {
            if (Interlocked.CompareExchange(ref failure, defect, null) is null)
            {
                Broken?.Invoke(defect);
            }
        }
    }

    private void Forget(Task task)
    {
        lock (gate)
        {
            running.Remove(task);
        }
    }
}
