namespace ServiceGuru.Ledger;

/// <summary>A server that one class of tests stops and crashes, so that nobody else may use it.</summary>
public sealed class DisturbedServer : IAsyncLifetime
{
    /// <summary>The server, or null where there is no PostgreSQL.</summary>
    public PostgresInstance? Instance { get; private set; }

    public async Task InitializeAsync() => Instance = PostgresInstance.Missing is null ? await PostgresInstance.StartAsync() : null;

    public async Task DisposeAsync() => await (Instance?.DisposeAsync() ?? ValueTask.CompletedTask);
}
