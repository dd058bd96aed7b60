using System.Net;
using System.Net.Sockets;

namespace ServiceGuru;

/// <summary>
/// Free ports on loopback for servers that can't choose one themselves. They lie below those that the system gives to
/// whoever asks for any: a server that is stopped and started again finds its port as it left it.
/// </summary>
public static class FreePorts
{
    private const int First = 20_000;
    private const int End = 32_768;
    private const int MostTries = 1_000;

    /// <summary>Gives ports that nobody listens on. Whoever starts a server there tries again with another where it fails.</summary>
    public static int[] Take(int count)
    {
        List<TcpListener> held = [];
        try
        {
            for (int tries = 0; held.Count < count; tries++)
            {
                TcpListener listener = new(IPAddress.Loopback, Random.Shared.Next(First, End));
                try
                {
                    listener.Start();
                    held.Add(listener);
                }
                catch (SocketException) when (tries < MostTries)
                {
                    listener.Dispose();
                }
            }

            return [.. held.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            held.ForEach(listener => listener.Dispose());
        }
    }
}
