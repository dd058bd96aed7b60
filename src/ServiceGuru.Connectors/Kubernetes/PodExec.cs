using System.Net;
using System.Net.WebSockets;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Exec;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>
/// Runs commands in containers: the subresource <c>exec</c> of pods over a WebSocket, protocols v5.channel.k8s.io and
/// v4.channel.k8s.io (https://github.com/kubernetes/enhancements/tree/master/keps/sig-api-machinery/4006-transition-spdy-to-websockets,
/// https://pkg.go.dev/k8s.io/apimachinery/pkg/util/remotecommand). The upgrade goes the same way as every other request, so that
/// credentials, TLS and proxy are the same.
/// </summary>
/// <param name="api">The API server.</param>
/// <param name="podsPath">The path of the namespace's pods.</param>
internal sealed class PodExec(KubernetesApi api, string podsPath)
{
    // The last output may come after the word of the end.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    /// <summary>Runs a command to its end.</summary>
    public async Task<PodCommandResult> RunAsync(PodCommand command, CancellationToken cancellationToken)
    {
        SystemClient client = await api.ConnectAsync(cancellationToken).ConfigureAwait(false);
        PodExecFailures failures = new(command, client, api.Redactor);
        using CancellationTokenSource late = new(command.Timeout, api.Time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            using HttpAnswer answer = await UpgradeAsync(client, command, failures, end.Token).ConfigureAwait(false);
            ExecStreams streams = new(failures);
            await ReadAsync(answer, streams, end.Token).ConfigureAwait(false);
            return streams.Result(api.Redactor);
        }
        catch (Exception broken) when (broken is WebSocketException or IOException or OperationCanceledException)
        {
            // A WebSocket that is given up in the middle may call that a broken connection.
            cancellationToken.ThrowIfCancellationRequested();
            throw late.IsCancellationRequested ? failures.TimedOut() : failures.Broken(broken);
        }
    }

    private async Task<HttpAnswer> UpgradeAsync(SystemClient client, PodCommand command, PodExecFailures failures, CancellationToken cancellationToken)
    {
        WebSocketUpgrade upgrade = WebSocketUpgrade.Create();
        string query = string.Join('&', command.Command.Select(part => $"command={Uri.EscapeDataString(part)}"));
        string container = command.Container is null ? string.Empty : $"&container={Uri.EscapeDataString(command.Container)}";
        HttpCall call = client.Get($"{podsPath}/{Uri.EscapeDataString(command.Pod)}/exec?{query}{container}&stdout=true&stderr=true") with
        {
            Headers = upgrade.Headers,
            Accept = "*/*",
            Streamed = true,
            Idempotent = command.Repeatable,

            // A container that does not run does not run a second later either.
            Retries = 1,
        };
        HttpAnswer answer = await client
            .SendAsync(call, cancellationToken, HttpStatusCode.SwitchingProtocols, HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.InternalServerError)
            .ConfigureAwait(false);
        if (answer.Status == HttpStatusCode.SwitchingProtocols && upgrade.Accepts(answer))
        {
            return answer;
        }

        answer.Dispose();
        throw answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.InternalServerError
            ? failures.NotStarted(ServerWords.Of(answer, api.Redactor))
            : client.Failures.Unreadable(call, new UnexpectedShapeException($"It answers {answer.StatusText} instead of opening a WebSocket; a proxy in between may not let it through."));
    }

    private async Task ReadAsync(HttpAnswer answer, ExecStreams streams, CancellationToken cancellationToken)
    {
        Stream wire = await answer.Open!.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using WebSocket socket = WebSocket.CreateFromStream(wire, new WebSocketCreationOptions { IsServer = false, KeepAliveInterval = TimeSpan.FromSeconds(20) });
        using CancellationTokenSource farewell = new(Timeout.InfiniteTimeSpan, api.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, farewell.Token);
        byte[] buffer = new byte[16 * 1024];
        bool begins = true;
        while (true)
        {
            ValueWebSocketReceiveResult piece;
            try
            {
                piece = await socket.ReceiveAsync(buffer.AsMemory(), either.Token).ConfigureAwait(false);
            }
            catch (Exception hungUp) when (streams.Ended && (hungUp is WebSocketException || farewell.IsCancellationRequested))
            {
                // Some servers hang up without a farewell once everything has been said, or never do.
                return;
            }

            if (piece.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            streams.Add(buffer.AsSpan(0, piece.Count), begins);
            begins = piece.EndOfMessage;
            if (streams.Ended && begins)
            {
                farewell.CancelAfter(Farewell);
            }
        }
    }
}
