using ServiceGuru.Connectors.Postgres;
using ServiceGuru.Services;

namespace ServiceGuru.Ledger;

/// <summary>A ledger in a schema of its own on the tests' server.</summary>
internal static class TestLedger
{
    /// <summary>Opens one; skips the test where there is no PostgreSQL.</summary>
    public static async Task<PostgresLedger> OpenAsync(TimeProvider time)
    {
        PostgresInstance.Require();
        return Open((await PostgresInstance.Shared).Address(), time);
    }

    /// <summary>Opens one at an address.</summary>
    public static PostgresLedger Open(string address, TimeProvider time, PostgresTimes? times = null) =>
        new(PostgresAddress.Parse(address), ReadAsync, time, times);

    private static async ValueTask<string> ReadAsync(SecretReference reference, CancellationToken cancellationToken) => await File.ReadAllTextAsync(reference.Path, cancellationToken);
}
