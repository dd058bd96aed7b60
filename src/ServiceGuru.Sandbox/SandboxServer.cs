using Microsoft.AspNetCore.Builder;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox;

/// <summary>
/// A simulated world on loopback: git repositories, code host, registry, cluster, error tracker, chats and the service
/// itself, in which one thing follows from another. Everything listens on one port of 127.0.0.1.
/// </summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly SandboxWorld world;
    private readonly WebApplication web;
    private readonly TaskCompletionSource stopped;
    private int disposed;

    private SandboxServer(SandboxWorld world, WebApplication web, TaskCompletionSource stopped)
    {
        this.world = world;
        this.web = web;
        this.stopped = stopped;
        Url = SandboxWeb.Address(web);
        Service = SandboxDefinition.Rewrite(world.Service, Url, world.Paths, world.Tokens, world.Clock);
        world.Work.Broken += Break;
        if (world.Work.Failure is { } early)
        {
            Break(early);
        }
    }

    /// <summary>Gets the address, e.g. <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Url { get; }

    /// <summary>Gets the service, with every address and credential leading into this world, and waits divided by its speed.</summary>
    public ServiceDefinition Service { get; }

    /// <summary>Gets the path of the kubeconfig, with one context for each environment.</summary>
    public string KubeconfigPath => world.Paths.Kubeconfig;

    /// <summary>Gets what clients have changed so far, in order.</summary>
    public IReadOnlyList<SandboxEffect> Effects => world.Effects.Effects;

    /// <summary>Gets the names of the faults that are active now, sorted.</summary>
    public IReadOnlyList<string> ActiveFaults => world.Faults.Active;

    /// <summary>Gets a task that ends when a client asked the world to stop, or it was disposed of; it fails when the world broke.</summary>
    public Task Stopped => stopped.Task;

    /// <summary>Raises a world.</summary>
    /// <param name="options">What world.</param>
    /// <param name="time">The clock; time stamps are its, durations are divided by the speed.</param>
    /// <param name="cancellationToken">Stops the raising.</param>
    /// <returns>The world, ready for requests.</returns>
    /// <exception cref="ArgumentException">The options make no sense: relative folder, speed below 1, port out of range, unknown fault.</exception>
    /// <exception cref="SandboxException">git is missing or fails, or the port is taken.</exception>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var clock = new SandboxClock(time, options.Speed);
        SandboxWorld world = await SandboxWorld.CreateAsync(options, clock, cancellationToken);
        WebApplication? web = null;
        try
        {
            await world.StartAsync(cancellationToken);
            web = await SandboxWeb.StartAsync(world, options, () => stopped.TrySetResult(), cancellationToken);
            await PrivateFile.WriteAsync(world.Paths.Kubeconfig, world.Cluster.Kubeconfig(SandboxWeb.Address(web)), cancellationToken);
            return new SandboxServer(world, web, stopped);
        }
        catch
        {
            if (web is not null)
            {
                await web.DisposeAsync();
            }

            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sets or clears a fault while the world runs.</summary>
    /// <param name="name">The fault's name, one of <see cref="SandboxFaults.All"/>.</param>
    /// <param name="active">Whether it shall be active.</param>
    /// <exception cref="ArgumentException">There is no such fault.</exception>
    public void SetFault(string name, bool active) => world.Faults.Set(name, active);

    /// <summary>Lets somebody do something in a room.</summary>
    /// <param name="act">What.</param>
    /// <returns>The id of what was said, edited or taken away, or of the reaction.</returns>
    /// <exception cref="ArgumentException">There is no such room or message, or the act says nothing.</exception>
    public string Act(RoomAct act) => world.Rooms.Do(act);

    /// <summary>Gives what was said in a room and is still there, oldest first.</summary>
    /// <param name="room">The channel's name in the definition.</param>
    /// <exception cref="ArgumentException">There is no such room.</exception>
    public IReadOnlyList<RoomMessage> SaidIn(string room) => world.Rooms.Said(room);

    /// <summary>Notices what has been pushed by now: it is among the <see cref="Effects"/> when this returns, and not only a moment later.</summary>
    /// <param name="cancellationToken">Stops the looking.</param>
    public Task NoticePushesAsync(CancellationToken cancellationToken) => world.NoticePushesAsync(cancellationToken);

    /// <summary>Ends the world; its files stay.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return;
        }

        await web.StopAsync(new CancellationToken(canceled: true));
        await web.DisposeAsync();
        await world.DisposeAsync();
        stopped.TrySetResult();
    }

    private void Break(Exception defect) => stopped.TrySetException(new SandboxException(
        "Sandbox.Broken", $"The simulated world broke: {defect.Message} Start it anew; if it breaks again, report this.", defect));

    private static void Check(SandboxOptions options)
    {
        if (!Path.IsPathFullyQualified(options.Directory))
        {
            throw new ArgumentException($"The sandbox's folder must be absolute, not '{options.Directory}'.", nameof(options));
        }

        if (!(options.Speed >= 1) || double.IsInfinity(options.Speed))
        {
            throw new ArgumentException($"The sandbox's speed must be 1 or more, not {options.Speed}.", nameof(options));
        }

        if (options.Port is < 0 or > 65535)
        {
            throw new ArgumentException($"The sandbox's port must be 0 to 65535, not {options.Port}.", nameof(options));
        }
    }
}
