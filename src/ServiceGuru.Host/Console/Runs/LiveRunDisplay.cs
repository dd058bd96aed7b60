using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.State;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ServiceGuru.Host.Console.Runs;

/// <summary>Redraws the run in place on a terminal, and makes room for questions.</summary>
internal sealed class LiveRunDisplay : IRunDisplay
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);

    private readonly RunBoard _board = new();
    private readonly IAnsiConsole _console;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _questions = new(1, 1);
    private CancellationTokenSource _drawingEnd = new();
    private Task _drawing;

    public LiveRunDisplay(IAnsiConsole console, TimeProvider time)
    {
        _console = console;
        _time = time;
        _drawing = DrawAsync(_drawingEnd.Token);
    }

    public string? RunId => _board.RunId;

    public void OnRecord(LedgerRecord record, RunState state) => _board.Set(state);

    public void OnProgress(string step, string message, double? fraction) => _board.Set(step, message);

    public void Stopping() => _board.SetStopping();

    public async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> question, CancellationToken cancellationToken)
    {
        await _questions.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await EndDrawingAsync().ConfigureAwait(false);
            try
            {
                return await question(cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _drawingEnd = new CancellationTokenSource();
                _drawing = DrawAsync(_drawingEnd.Token);
            }
        }
        finally
        {
            _questions.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A question that is open ends with the run's token; the display belongs to it until then.
        await _questions.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        await EndDrawingAsync().ConfigureAwait(false);
        if (RunId is not null)
        {
            _console.Write(Draw());
        }

        _questions.Dispose();
    }

    private IRenderable Draw() => RunDrawing.Draw(_board.Now(), _time.GetUtcNow(), _console.Profile.Width);

    private async Task EndDrawingAsync()
    {
        await _drawingEnd.CancelAsync().ConfigureAwait(false);
        await _drawing.ConfigureAwait(false);
        _drawingEnd.Dispose();
    }

    private async Task DrawAsync(CancellationToken cancellationToken)
    {
        // The display is cleared at its end: what stays on the screen is written once, whole.
        await _console.Live(Draw()).AutoClear(true).Overflow(VerticalOverflow.Crop).StartAsync(async live =>
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                live.UpdateTarget(Draw());
                await Task.Delay(Frame, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }).ConfigureAwait(false);
    }
}
