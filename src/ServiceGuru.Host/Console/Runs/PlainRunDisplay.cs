using System.Globalization;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Console.Runs;

/// <summary>One line an event, for files, pipes and logs.</summary>
internal sealed class PlainRunDisplay(IScreen screen, TimeProvider time) : IRunDisplay
{
    // Somebody who follows a log wants a sign of life now and then, not every poll.
    private static readonly TimeSpan ProgressPause = TimeSpan.FromSeconds(5);

    private readonly Lock _turn = new();
    private readonly SemaphoreSlim _questions = new(1, 1);
    private readonly Dictionary<string, (string Message, DateTimeOffset At)> _progress = [];

    public string? RunId { get; private set; }

    public void OnRecord(LedgerRecord record, RunState state)
    {
        lock (_turn)
        {
            RunId = state.Id;
            if (RunLines.Of(record, state) is { } line)
            {
                Write(record.Time, line);
            }
        }
    }

    public void OnProgress(string step, string message, double? fraction)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_turn)
        {
            if (_progress.TryGetValue(step, out (string Message, DateTimeOffset At) last) && (last.Message == message || now - last.At < ProgressPause))
            {
                return;
            }

            _progress[step] = (message, now);
            Write(now, $"{step}: {message}");
        }
    }

    public async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> question, CancellationToken cancellationToken)
    {
        // Two questions at once could not be told apart by who answers them.
        await _questions.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await question(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _questions.Release();
        }
    }

    public void Stopping()
    {
        lock (_turn)
        {
            Write(time.GetUtcNow(), "stopping; what has begun is recorded. A second Ctrl+C ends the process at once.");
        }
    }

    public ValueTask DisposeAsync()
    {
        _questions.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Write(DateTimeOffset at, string line) => screen.Line(at.UtcDateTime.ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture), " ", line);
}
