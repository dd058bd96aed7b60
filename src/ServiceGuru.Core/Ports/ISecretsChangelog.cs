using ServiceGuru.Infrastructure;

namespace ServiceGuru.Ports;

/// <summary>The note in the team's vault that tells which secrets were changed. Read only.</summary>
public interface ISecretsChangelog
{
    /// <summary>Reads the note.</summary>
    /// <exception cref="Operations.GuruException">
    /// The vault is locked (<c>VaultLocked</c>), has no such note (<c>SecretsChangelogMissing</c>), or can't be asked (<c>VaultUnreachable</c>).
    /// </exception>
    Task<ChangelogNote> ReadAsync(CancellationToken cancellationToken);
}
