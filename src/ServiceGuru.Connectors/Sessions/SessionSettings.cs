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

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
