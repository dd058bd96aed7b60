using ServiceGuru.Connectors.Secrets;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Sessions;

/// <summary>What a face tells when it opens a session.</summary>
public sealed record SessionSettings
{
    /// <summary>The folder that ships <c>runbooks/</c> and <c>services/</c>, absolute.</summary>
    public required string ShippedDirectory { get; init; }

    /// <summary>The folder against which relative paths are taken, absolute.</summary>
    public required string CurrentDirectory { get; init; }

    /// <summary>The state folder, absolute; the journal and caches lie in it.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>The ledger that was named: an address, see <see cref="Postgres.PostgresAddress"/>, or <c>journal</c>; null leaves it to <see cref="LedgerChoice"/>.</summary>
    public string? Ledger { get; init; }

    /// <summary>The queue by which workers get the work of targets: an address, see <see cref="RabbitMq.QueueAddress"/>, or <c>none</c>; null leaves it to <see cref="QueueChoice"/>.</summary>
    public string? Queue { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>Gets <c>secret:</c> references from PowerShell's vaults; null where there are none.</summary>
    public Func<SecretReference, CancellationToken, ValueTask<string?>>? Vault { get; init; }

    /// <summary>Gets what the user handed over for a reference in this session, or null; it goes before what the reference names.</summary>
    public Func<SecretReference, string?> Given { get; init; } = _ => null;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Makes a resolver of secrets.</summary>
    /// <param name="directory">The folder from which relative paths count.</param>
    /// <param name="onResolved">Gets each secret before it is given out.</param>
    internal SecretResolver Secrets(string directory, Action<string> onResolved) => new(directory, Environment, onResolved, Time, Vault, Given);
}
