using System.Text.Json;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Infrastructure;

/// <summary>
/// Stands in for Bitwarden's program (https://bitwarden.com/help/cli/): <c>status</c>, and <c>get item</c> of the changelog.
/// It asks for no session, because there is nothing in this vault to guard.
/// </summary>
internal sealed class VaultProgram(SecretsChangelogDefinition changelog, SandboxPaths paths, SandboxClock clock)
{
    /// <summary>The program's name.</summary>
    public const string Name = "bw";

    private const string Script = """
        #!/bin/sh
        # Stands in for Bitwarden's command line.
        folder=$(dirname "$0")
        status=unlocked
        [ -e "$folder/bw.locked" ] && status=locked
        case "$1 $2" in
        "status ")
            printf '{"serverUrl":null,"lastSync":"2026-01-01T00:00:00.000Z","userEmail":"guru@example.org","userId":"7e9a1d52-6a3c-4b0f-9f63-2f1f2ac1f0aa","status":"%s"}' "$status"
            ;;
        "get item")
            if [ "$status" = locked ]; then
                echo "Vault is locked." >&2
                exit 1
            fi
            if [ -e "$folder/bw.missing" ] || [ "$3" != "$(cat "$folder/bw.name")" ]; then
                echo "Not found." >&2
                exit 1
            fi
            cat "$folder/bw.item"
            ;;
        *)
            echo "error: unknown command '$1'" >&2
            exit 1
            ;;
        esac

        """;

    /// <summary>Writes the program and its vault.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        string program = In(Name);
        await File.WriteAllTextAsync(program, Script, cancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        await File.WriteAllTextAsync(In("bw.name"), changelog.Item, cancellationToken);
        await File.WriteAllTextAsync(In("bw.item"), Item(), cancellationToken);
    }

    /// <summary>Locks or opens the vault, and takes the item away or puts it back.</summary>
    public void Set(bool locked, bool missing)
    {
        Flag("bw.locked", locked);
        Flag("bw.missing", missing);
    }

    private string In(string name) => Path.Combine(paths.Programs, name);

    private void Flag(string name, bool on)
    {
        if (on)
        {
            File.WriteAllText(In(name), string.Empty);
        }
        else
        {
            File.Delete(In(name));
        }
    }

    // A secure note (type 2), as `bw get item` writes it.
    private string Item() => JsonSerializer.Serialize(new
    {
        @object = "item",
        id = "0f3c8a9e-41c1-4a8b-9d0e-b1c9012f7c5d",
        organizationId = (string?)null,
        folderId = (string?)null,
        type = 2,
        reprompt = 0,
        name = changelog.Item,
        notes = Notes(),
        favorite = false,
        secureNote = new { type = 0 },
        collectionIds = Array.Empty<string>(),
        revisionDate = clock.Now.AddDays(-1).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null),
        deletedDate = (string?)null,
    });

    private string Notes() =>
        $"""
        Newest first. What did you change, and where must it be deployed?

        {Day(1)} (Daniel Okafor): new client secret of the single sign-on in secrets-packit-prod
        and secrets-packit-stg; staging has it, production needs `make deploy`

        {Day(5)} @esvensson: renewed the certificates in secrets-tls-certs
        {Day(60)} (Alena Horak): removed the token of the old chat bot
        """;

    private string Day(int ago) => clock.Now.AddDays(-ago).ToString("yyyy-MM-dd", null);
}
