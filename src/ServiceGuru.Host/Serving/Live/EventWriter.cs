using System.Globalization;
using System.Text;
using System.Text.Json;
using ServiceGuru.Ledger;

namespace ServiceGuru.Host.Serving.Live;

/// <summary>Writes server-sent events. JSON has no line breaks of its own, so each event's data is one line.</summary>
/// <param name="body">Where they go.</param>
internal sealed class EventWriter(Stream body)
{
    /// <summary>Begins the stream, and tells the browser how soon to come back.</summary>
    public Task BeginAsync(CancellationToken cancellationToken) => SendAsync("retry: 2000\n\n", cancellationToken);

    /// <summary>Shows that the connection still lives.</summary>
    public Task HeartbeatAsync(CancellationToken cancellationToken) => SendAsync("event: heartbeat\ndata: {}\n\n", cancellationToken);

    /// <summary>Writes one event.</summary>
    public Task WriteAsync<T>(string type, long? id, T data, CancellationToken cancellationToken)
    {
        string number = id is { } sequence ? $"id: {sequence.ToString(CultureInfo.InvariantCulture)}\n" : string.Empty;
        return SendAsync($"{number}event: {type}\ndata: {JsonSerializer.Serialize(data, LedgerJson.Options)}\n\n", cancellationToken);
    }

    private async Task SendAsync(string text, CancellationToken cancellationToken)
    {
        await body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).ConfigureAwait(false);
        await body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
