namespace ServiceGuru.Sandbox.Tests;

/// <summary>One world for all tests of a class that only look.</summary>
public sealed class SharedWorld : IAsyncLifetime
{
    internal World World { get; private set; } = null!;

    public async Task InitializeAsync() => World = await World.StartAsync(speed: 1);

    public async Task DisposeAsync() => await World.DisposeAsync();
}
