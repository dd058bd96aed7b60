using System.Net;
using System.Net.Sockets;

namespace ServiceGuru.Connectors.Tests;

/// <summary>Servers on loopback.</summary>
internal static class Loopback
{
    /// <summary>Starts a server on a free port.</summary>
    public static HttpListener Listen(out string prefix)
    {
        for (int attempt = 0; ; attempt++)
        {
            using var port = new TcpListener(IPAddress.Loopback, 0);
            port.Start();
            prefix = $"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}/";
            port.Stop();
            var server = new HttpListener();
            server.Prefixes.Add(prefix);
            try
            {
                server.Start();
                return server;
            }
            catch (HttpListenerException) when (attempt < 20)
            {
                // Somebody took the port in between; HttpListener itself can't choose one.
                server.Close();
            }
        }
    }
}
