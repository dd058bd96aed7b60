namespace ServiceGuru.Sandbox.World;

/// <summary>What goes on in the world by itself (builds, watchers). It ends with the world; a defect in it is not hidden.</summary>
internal sealed class BackgroundWork : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly HashSet<Task> running = [];

    /// <summary>Raised with the exception when a piece of work breaks.</summary>
    public event Action<Exception>? Broken;

    /// <summary>Starts a piece of work; after the end of the world it starts nothing.</summary>
    public void Run(Func<CancellationToken, Task> work)
    {
        lock (gate)
        {
            if (stop.IsCancellationRequested)
            {
                return;
            }

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
            stop.Cancel();
            rest = [.. running];
        }

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
            Broken?.Invoke(defect);
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
