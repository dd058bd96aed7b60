using ServiceGuru.Operations;

namespace ServiceGuru.Host.Console;

/// <summary>Tells the progress of a question as plain lines, each once.</summary>
internal sealed class ProgressLines(IScreen screen) : IOperationProgress
{
    private readonly Lock _turn = new();
    private string? _last;

    public void Report(string message, double? fraction = null)
    {
        lock (_turn)
        {
            if (message != _last)
            {
                _last = message;
                screen.Line(new Piece(message, Tone.Dim));
            }
        }
    }
}
