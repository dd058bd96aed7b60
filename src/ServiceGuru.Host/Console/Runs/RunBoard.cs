using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Console.Runs;

/// <summary>What the live display shows: written by the run, read by the drawing.</summary>
internal sealed class RunBoard
{
    private readonly Lock _turn = new();
    private readonly Dictionary<string, string> _progress = [];
    private RunState? _state;
    private bool _stopping;

    public string? RunId => Read(() => _state?.Id);

    public void Set(RunState state) => Read(() => _state = state);

    public void Set(string step, string message) => Read(() => _progress[step] = message);

    public void SetStopping() => Read(() => _stopping = true);

    /// <summary>Gets all of it as of one moment.</summary>
    public Moment Now() => Read(() => new Moment(_state, new Dictionary<string, string>(_progress), _stopping));

    private T Read<T>(Func<T> read)
    {
        lock (_turn)
        {
            return read();
        }
    }

    /// <summary>The board as of one moment.</summary>
    /// <param name="State">The run; null before its first record.</param>
    /// <param name="Progress">The newest message by step.</param>
    /// <param name="Stopping">Whether the run was asked to stop.</param>
    internal sealed record Moment(RunState? State, IReadOnlyDictionary<string, string> Progress, bool Stopping);
}
