using System.Collections.Concurrent;
using System.Net;
using System.Security;
using ServiceGuru.Services;

namespace ServiceGuru.Secrets;

/// <summary>
/// What was handed over for references in this process, for all of its runspaces. It is in memory only, and it is no
/// environment variable, so programs that are started do not inherit it.
/// </summary>
internal static class GivenSecrets
{
    private static readonly ConcurrentDictionary<SecretReference, (SecureString Secret, DateTimeOffset At)> Known = new();

    /// <summary>Gets what is there, by reference.</summary>
    public static IReadOnlyList<GivenSecret> All => [.. Known.Select(entry => new GivenSecret(entry.Key.ToString(), entry.Value.At)).OrderBy(entry => entry.Reference, StringComparer.Ordinal)];

    /// <summary>Keeps a secret; one that was there for the reference is dropped.</summary>
    public static GivenSecret Set(SecretReference reference, SecureString secret, TimeProvider time)
    {
        SecureString kept = secret.Copy();
        kept.MakeReadOnly();
        DateTimeOffset now = time.GetUtcNow();
        Known[reference] = (kept, now);
        return new GivenSecret(reference.ToString(), now);
    }

    /// <summary>Drops a secret.</summary>
    /// <returns>It, or null where there was none.</returns>
    public static GivenSecret? Remove(SecretReference reference) =>
        Known.TryRemove(reference, out (SecureString Secret, DateTimeOffset At) dropped) ? new GivenSecret(reference.ToString(), dropped.At) : null;

    /// <summary>Gives a secret to whoever resolves its reference; null where there is none.</summary>
    public static string? Find(SecretReference reference) => Known.TryGetValue(reference, out (SecureString Secret, DateTimeOffset At) found) ? Plain(found.Secret) : null;

    /// <summary>Reads an environment variable; what was handed over for it goes before its value.</summary>
    public static string? Variable(string name) => name.Length > 0 && Find(SecretReference.Parse($"env:{name}")) is { } given ? given : Environment.GetEnvironmentVariable(name);

    private static string Plain(SecureString secret) => new NetworkCredential(string.Empty, secret).Password;
}
