using System.Text;
using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Exec;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>
/// What comes out of a command: each message's first byte is the channel (1 stdout, 2 stderr, 3 the end as a Status object,
/// 255 the end of a channel).
/// </summary>
/// <param name="failures">Says what went wrong.</param>
internal sealed class ExecStreams(PodExecFailures failures)
{
    private const int Longest = 1024 * 1024;
    private const byte Output = 1;
    private const byte Errors = 2;
    private const byte End = 3;

    private readonly MemoryStream[] _channels = [new(), new(), new(), new()];
    private byte _channel;

    /// <summary>Gets whether the command's end has been told.</summary>
    public bool Ended => _channels[End].Length > 0;

    /// <summary>Takes a piece of a message.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="begins">Whether a message begins with it.</param>
    /// <exception cref="Operations.GuruException">There is more output than anybody wants.</exception>
    public void Add(ReadOnlySpan<byte> piece, bool begins)
    {
        if (piece.IsEmpty)
        {
            return;
        }

        if (begins)
        {
            _channel = piece[0];
            piece = piece[1..];
        }

        if (_channel >= _channels.Length)
        {
            return;
        }

        if (_channels[_channel].Length + piece.Length > Longest)
        {
            throw failures.TooMuch(Longest);
        }

        _channels[_channel].Write(piece);
    }

    /// <summary>Gives how it ended.</summary>
    /// <exception cref="Operations.GuruException">It was never begun, or nobody said how it ended.</exception>
    public PodCommandResult Result(SecretRedactor redactor)
    {
        if (!Ended)
        {
            throw failures.Broken(null);
        }

        try
        {
            using JsonDocument status = JsonDocument.Parse(_channels[End].GetBuffer().AsMemory(0, (int)_channels[End].Length));
            return new PodCommandResult(ExitCode(status.RootElement), Text(Output, redactor), Text(Errors, redactor));
        }
        catch (JsonException)
        {
            throw failures.NotStarted(redactor.Redact(Encoding.UTF8.GetString(_channels[End].GetBuffer(), 0, (int)_channels[End].Length)));
        }
    }

    private int ExitCode(JsonElement status)
    {
        if (status.Text("status") == "Success")
        {
            return 0;
        }

        long? code = status.Items("details", "causes").Where(cause => cause.Text("reason") == "ExitCode").Select(cause => cause.Number("message")).FirstOrDefault();
        return status.Text("reason") == "NonZeroExitCode" && code is { } given
            ? (int)given
            : throw failures.NotStarted(status.TextOrNull("message") ?? "The cluster gives no reason.");
    }

    private string Text(byte channel, SecretRedactor redactor) =>
        redactor.Redact(Encoding.UTF8.GetString(_channels[channel].GetBuffer(), 0, (int)_channels[channel].Length));
}
