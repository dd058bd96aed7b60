using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace ServiceGuru.Cmdlets;

/// <summary>
/// Lets work run on tasks while everything that it says to PowerShell is said on the pipeline's thread, which alone may
/// write. Made for one piece of work.
/// </summary>
internal sealed class OutputPump : IDisposable
{
    private readonly BlockingCollection<Action> _actions = [];
    private readonly CancellationTokenSource _cancellation = new();
    private readonly CancellationTokenSource _unanswered = new();
    private readonly CancellationTokenRegistration _stopping;
    private int _cancelled;

    public OutputPump(CancellationToken stopping) => _stopping = stopping.UnsafeRegister(static pump => ((OutputPump)pump!).Cancel(), this);

    /// <summary>Carries the work out. Returns, or throws what it threw, when it has ended and all its output is written.</summary>
    public void Run(Func<CancellationToken, Task> work)
    {
        ExceptionDispatchInfo? failure = null;
        _ = Task.Run(
            async () =>
            {
                try
                {
                    await work(_cancellation.Token).ConfigureAwait(false);
                }
                catch (Exception error)
                {
                    failure = ExceptionDispatchInfo.Capture(error);
                }
                finally
                {
                    _actions.CompleteAdding();
                }
            },
            CancellationToken.None);
        Drain();
        failure?.Throw();
    }

    /// <summary>Has something done on the pipeline's thread, some time. What comes after the end is dropped.</summary>
    public void Post(Action action)
    {
        try
        {
            _actions.Add(action, CancellationToken.None);
        }
        catch (InvalidOperationException) when (_actions.IsAddingCompleted)
        {
            // A progress report of a task that was cancelled with the work.
        }
    }

    /// <summary>Asks something on the pipeline's thread.</summary>
    /// <exception cref="OperationCanceledException">The pipeline was stopped before there was an answer.</exception>
    public Task<T> AskAsync<T>(Func<T> question)
    {
        TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                answer.SetResult(question());
            }
            catch (Exception error) when (!PipelineSignals.IsStop(error))
            {
                answer.SetException(error);
            }
        });
        return answer.Task.WaitAsync(_unanswered.Token);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Dispose();
        _unanswered.Dispose();
        _cancellation.Dispose();
        _actions.Dispose();
    }

    private void Drain()
    {
        IEnumerable<Action> actions = _actions.GetConsumingEnumerable(CancellationToken.None);
        try
        {
            foreach (Action action in actions)
            {
                action();
            }
        }
        catch
        {
            // 'Select-Object -First' ends us here, without StopProcessing: the work must hear of it, and must have ended
            // (locks given back, records written) before the pipeline goes on.
            Cancel();
            foreach (Action unwanted in actions)
            {
                _ = unwanted;
            }

            throw;
        }
    }

    // Who asked goes on in the middle of the call that cancels the question, and decides by its own token whether this is
    // a stop or an error. So all that is linked to the work is cancelled before, by whoever comes first.
    private void Cancel()
    {
        if (Interlocked.Exchange(ref _cancelled, 1) == 0)
        {
            _cancellation.Cancel();
            _unanswered.Cancel();
        }
    }
}
