using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using ServiceGuru.Network;
using ServiceGuru.Ports;

namespace ServiceGuru.Connectors.Network;

/// <summary>Looks at hosts from this machine: DNS, TCP, TLS and the first line of HTTP, each with its own outcome.</summary>
/// <param name="time">The clock of the time-outs.</param>
internal sealed class NetworkProbe(TimeProvider time) : INetworkProbe
{
    private const int Longest = 512;

    /// <inheritdoc/>
    public async Task<HostReach> LookAsync(string host, IReadOnlyList<int> ports, TimeSpan timeout, CancellationToken cancellationToken)
    {
        IReadOnlyList<System.Net.IPAddress> addresses;
        try
        {
            using Deadline deadline = new(timeout, time, cancellationToken);
            addresses = await System.Net.Dns.GetHostAddressesAsync(host, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is SocketException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            bool unknown = error is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData };
            return new HostReach([], [.. ports.Select(port => new PortReach(
                port, ReachStage.Dns, unknown ? ReachOutcome.UnknownName : ReachOutcome.DnsFailed, error is SocketException ? error.Message : null, TimeSpan.Zero))]);
        }

        List<PortReach> found = [];
        foreach (int port in ports)
        {
            found.Add(await ConnectAsync(host, addresses, port, timeout, cancellationToken).ConfigureAwait(false));
        }

        return new HostReach([.. addresses.Select(address => address.ToString()).Order(StringComparer.Ordinal)], found);
    }

    private async Task<PortReach> ConnectAsync(string host, IReadOnlyList<System.Net.IPAddress> addresses, int port, TimeSpan timeout, CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        using Deadline deadline = new(timeout, time, cancellationToken);
        ReachStage stage = ReachStage.Tcp;
        try
        {
            using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync([.. addresses.OrderBy(address => address.AddressFamily == AddressFamily.InterNetworkV6)], port, deadline.Token).ConfigureAwait(false);
            string? line = null;
            await using NetworkStream raw = new(socket);
            if (port is 443 or 8443)
            {
                stage = ReachStage.Tls;
                await using SslStream tls = new(raw);
                await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, deadline.Token).ConfigureAwait(false);
                stage = ReachStage.Http;
                line = await AskAsync(tls, host, deadline.Token).ConfigureAwait(false);
            }
            else if (port is 80 or 8080)
            {
                stage = ReachStage.Http;
                line = await AskAsync(raw, host, deadline.Token).ConfigureAwait(false);
            }

            return Seen(ReachOutcome.Reached, line);
        }
        catch (Exception error) when (error is SocketException or IOException or AuthenticationException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            (ReachOutcome outcome, string? detail) = Outcome(error);
            return Seen(outcome, detail);
        }

        PortReach Seen(ReachOutcome outcome, string? detail) => new(port, stage, outcome, detail, time.GetElapsedTime(began));
    }

    private static async Task<string> AskAsync(Stream stream, string host, CancellationToken cancellationToken)
    {
        byte[] request = Encoding.ASCII.GetBytes($"HEAD / HTTP/1.1\r\nHost: {host}\r\nUser-Agent: ServiceGuru\r\nAccept: */*\r\nConnection: close\r\n\r\n");
        await stream.WriteAsync(request, cancellationToken).ConfigureAwait(false);
        byte[] buffer = new byte[Longest];
        int count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return count > 0 ? Encoding.Latin1.GetString(buffer, 0, count).Split("\r\n")[0] : throw new IOException("The server hung up.", new SocketException((int)SocketError.ConnectionReset));
    }

    private static (ReachOutcome Outcome, string? Detail) Outcome(Exception error) => error switch
    {
        OperationCanceledException => (ReachOutcome.TimedOut, null),

        // The certificate is the only thing that .NET finds wrong by itself; the rest comes from the other side.
        AuthenticationException { InnerException: null } => (ReachOutcome.CertificateWrong, error.Message),
        AuthenticationException => (ReachOutcome.TlsFailed, error.InnerException!.Message),
        SocketException socket => OfSocket(socket),
        { InnerException: SocketException inner } => OfSocket(inner),
        _ => (ReachOutcome.Reset, error.Message),
    };

    private static (ReachOutcome Outcome, string? Detail) OfSocket(SocketException error) => error.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => (ReachOutcome.Refused, null),
        SocketError.TimedOut => (ReachOutcome.TimedOut, null),
        SocketError.ConnectionReset or SocketError.ConnectionAborted => (ReachOutcome.Reset, null),
        _ => (ReachOutcome.Unreachable, error.Message),
    };
}
