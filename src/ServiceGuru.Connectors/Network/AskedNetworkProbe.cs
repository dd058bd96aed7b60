using System.Globalization;
using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Network;
using ServiceGuru.Ports;

namespace ServiceGuru.Connectors.Network;

/// <summary>
/// Asks a service to look in our place: <c>GET ADDRESS?host=HOST&amp;timeout=SECONDS&amp;port=PORT&amp;port=…</c>, answered by
/// <c>{"addresses": […], "ports": [{"port", "stage", "outcome", "detail", "ms"}]}</c> with the words of
/// <see cref="ReachStage"/> and <see cref="ReachOutcome"/>. The simulated world is such a service.
/// </summary>
internal sealed class AskedNetworkProbe(Uri address, HttpPipeline pipeline) : INetworkProbe
{
    private readonly SystemClient _client = new(new OutsideSystem("The outside view", "OutsideView", address), new NoAuthorization(), pipeline);

    /// <inheritdoc/>
    public Task<HostReach> LookAsync(string host, IReadOnlyList<int> ports, TimeSpan timeout, CancellationToken cancellationToken)
    {
        string seconds = timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        string query = $"?host={Uri.EscapeDataString(host)}&timeout={seconds}{string.Concat(ports.Select(port => $"&port={port}"))}";
        HttpCall call = new(HttpMethod.Get, new Uri($"{address.GetLeftPart(UriPartial.Path).TrimEnd('/')}{query}"));
        return _client.ReadAsync(call, Read, cancellationToken);
    }

    private static HostReach Read(JsonElement answer) => new(
        [.. answer.Items("addresses").Select(item => item.Text()).OfType<string>()],
        [.. answer.Items("ports").Select(Port)]);

    private static PortReach Port(JsonElement port) => new(
        port.Count("port"),
        Word<ReachStage>(port.NeedText("stage")),
        Word<ReachOutcome>(port.NeedText("outcome")),
        port.TextOrNull("detail"),
        TimeSpan.FromMilliseconds(port.Count("ms")));

    private static T Word<T>(string word)
        where T : struct, Enum =>
        Enum.TryParse(word, ignoreCase: true, out T value) ? value : throw new UnexpectedShapeException($"The answer has the word '{word}', which is unknown.");
}
