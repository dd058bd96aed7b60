using System.Collections.Concurrent;

namespace ServiceGuru.Sandbox.Cluster;

/// <summary>The cluster's running tasks: started here, ended together, and their failure is never lost.</summary>
internal sealed class BackgroundWork : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<Task, bool> running = new();
    private Exception? failure;

    /// <summary>Gets the first failure, or null; the cluster is not ready with one.</summary>
    public Exception? Failure => Volatile.Read(ref failure);

    /// <summary>Starts a task that ends by itself or when the cluster is disposed.</summary>
    public void Start(Func<CancellationToken, Task> work)
    {
        // On the pool, since work is started from inside store writes.
        var task = Task.Run(() => Observe(work), CancellationToken.None);
        running[task] = true;
        _ = task.ContinueWith(done => running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(running.Keys).ConfigureAwait(false);
        stop.Dispose();
        if (Failure is { } error)
        {
            throw new InvalidOperationException($"The simulated cluster broke: {error.Message}", error);
        }
    }

    private async Task Observe(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // That is how all of it ends.
        }
#pragma warning disable CA1031 // Kept for readyz and for dispose, which throws it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref failure, error, null);
        }
    }
}
