namespace ServiceGuru.EndToEnd.Fleet;

/// <summary>A PostgreSQL and a RabbitMQ that these tests may stop and start.</summary>
public sealed class FleetServers : IAsyncLifetime
{
    private PostgresInstance? _postgres;
    private RabbitInstance? _rabbit;

    public PostgresInstance Postgres => _postgres!;

    public RabbitInstance Rabbit => _rabbit!;

    /// <summary>Starts them with the first test that wants them; skips it where one is missing.</summary>
    public async Task StartAsync()
    {
        PostgresInstance.Require();
        RabbitInstance.Require();
        _postgres ??= await PostgresInstance.StartAsync();
        _rabbit ??= await RabbitInstance.StartAsync();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await (_postgres?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_rabbit?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
