using System.Net;
using System.Net.Sockets;

namespace ServiceGuru;

/// <summary>A way to a server on loopback that a test can cut, or let fall silent, and mend again.</summary>
public sealed class CuttableWay : IAsyncDisposable
{
    private readonly int _server;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly List<(TcpClient Client, TcpClient Server)> _pairs = [];
    private readonly Task _accepting;
    private volatile bool _cut;
    private volatile TaskCompletionSource? _silent;

    /// <summary>Opens the way.</summary>
    public CuttableWay(int server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The port to connect to instead of the server's.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Cuts off whoever is connected, and whoever tries to connect.</summary>
    public void Cut()
    {
        _cut = true;
        Drop(server: true);
    }

    /// <summary>As <see cref="Cut"/>, but the server does not hear of it: its sessions live on.</summary>
    public void CutUnnoticed()
    {
        _cut = true;
        Drop(server: false);
    }

    /// <summary>Swallows the server's answers from now on, and delivers what it is asked.</summary>
    public void LoseAnswers() => _silent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when an answer was swallowed.</summary>
    public Task AnswerLost => _silent!.Task;

    /// <summary>Lets new connections through again.</summary>
    public void Mend()
    {
        _silent = null;
        _cut = false;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Stop();
        await _accepting;
        Drop(server: true);
        _over.Dispose();
    }

    private void Drop(bool server)
    {
        lock (_pairs)
        {
            foreach ((TcpClient client, TcpClient behind) in _pairs)
            {
                client.Dispose();
                if (server)
                {
                    behind.Dispose();
                }
            }

            if (server)
            {
                _pairs.Clear();
            }
        }
    }

    private async Task AcceptAsync()
    {
        while (!_over.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync(_over.Token);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            if (_cut)
            {
                client.Dispose();
                continue;
            }

            TcpClient server = new();
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _server);
            }
            catch (SocketException)
            {
                server.Dispose();
                client.Dispose();
                continue;
            }

            lock (_pairs)
            {
                _pairs.Add((client, server));
            }

            _ = CopyAsync(client, server, answers: false);
            _ = CopyAsync(server, client, answers: true);
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, bool answers)
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _over.Token) is var count and > 0)
            {
                if (answers && _silent is { } silent)
                {
                    silent.TrySetResult();
                    continue;
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _over.Token);
            }

            if (!answers || !_cut)
            {
                to.Close();
            }
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // One side has gone; where the server is not to hear of it, its side stays open.
            if (answers || !_cut)
            {
                to.Close();
            }
        }
    }
}
