using Spectre.Console;
using Spectre.Console.Rendering;

namespace ServiceGuru.Host.Tests.Gates;

/// <summary>A terminal at which somebody types given lines.</summary>
internal sealed class TypingConsole(IAnsiConsole inner, params string[] lines) : IAnsiConsole, IAnsiConsoleInput
{
    private readonly Queue<ConsoleKeyInfo> _keys = new(lines.SelectMany(line => line
        .Select(character => new ConsoleKeyInfo(character, ConsoleKey.None, false, false, false))
        .Append(new ConsoleKeyInfo('\r', ConsoleKey.Enter, false, false, false))));

    public Profile Profile => inner.Profile;

    public IAnsiConsoleCursor Cursor => inner.Cursor;

    public IAnsiConsoleInput Input => this;

    public IExclusivityMode ExclusivityMode => inner.ExclusivityMode;

    public RenderPipeline Pipeline => inner.Pipeline;

    public void Clear(bool home) => inner.Clear(home);

    public void Write(IRenderable renderable) => inner.Write(renderable);

    public bool IsKeyAvailable() => _keys.Count > 0;

    public ConsoleKeyInfo? ReadKey(bool intercept) => _keys.Dequeue();

    public async Task<ConsoleKeyInfo?> ReadKeyAsync(bool intercept, CancellationToken cancellationToken)
    {
        if (_keys.TryDequeue(out ConsoleKeyInfo key))
        {
            return key;
        }

        // Nobody types any more: as at a terminal, only the end of the question ends the waiting.
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return null;
    }
}
