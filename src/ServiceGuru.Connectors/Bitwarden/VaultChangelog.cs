using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ServiceGuru.Connectors.Git;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Infrastructure;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Bitwarden;

/// <summary>
/// Reads one note through Bitwarden's program (https://bitwarden.com/help/cli/#get, https://bitwarden.com/help/cli/#status);
/// never writes, and takes nothing else of the item. The session stays in the environment, where <c>bw</c> looks for it.
/// </summary>
internal sealed class VaultChangelog(SecretsChangelogDefinition definition, string program, Func<string, string?> environment, SecretRedactor redactor, TimeProvider time) : ISecretsChangelog
{
    private const int MaxOutput = 1024 * 1024;
    private const string Unlock = "Unlock the vault: export BW_SESSION=\"$(bw unlock --raw)\"";
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public async Task<ChangelogNote> ReadAsync(CancellationToken cancellationToken)
    {
        (int? statusCode, string status, string statusError) = await RunAsync(["status"], cancellationToken).ConfigureAwait(false);
        if (statusCode != 0)
        {
            throw Unreachable(Said(statusCode, statusError));
        }

        string? state = Parse(status, root => Text(root, "status"));
        if (state is not ("unlocked" or "locked" or "unauthenticated"))
        {
            throw Unreachable("bw told no status that we know.");
        }

        if (state != "unlocked")
        {
            throw Fail("VaultLocked", FailureKind.Unreachable, $"The vault is {(state == "unauthenticated" ? "logged out" : "locked")}, so the changelog of the secrets could not be read.", null, state == "unauthenticated" ? "Log in: bw login, then " + Unlock : Unlock);
        }

        (int? code, string json, string error) = await RunAsync(["get", "item", definition.Item], cancellationToken).ConfigureAwait(false);
        if (code == 1 && error.Contains("Not found", StringComparison.OrdinalIgnoreCase))
        {
            throw Missing("The vault has no item of this name.");
        }

        return code != 0 ? throw Unreachable(Said(code, error)) : Parse(json, Note);
    }

    private ChangelogNote Note(JsonElement item)
    {
        // bw searches: asked for one name it gives an item of another, if that is the only hit. That one stays closed.
        if (Text(item, "name") != definition.Item)
        {
            throw Missing("There is no item of exactly this name.");
        }

        DateTimeOffset? revised = DateTimeOffset.TryParse(Text(item, "revisionDate"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date) ? date : null;
        return new ChangelogNote(redactor.Redact(Text(item, "notes") ?? string.Empty), revised);
    }

    private async Task<(int? ExitCode, string Output, string Error)> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments);
        if (environment("BW_SESSION") is { Length: > 0 } session)
        {
            redactor.Register(session);
            start.Environment["BW_SESSION"] = session;
        }

        start.Environment["BW_NOINTERACTION"] = "true";
        try
        {
            return await BoundedProcess.RunAsync(start, MaxOutput, Timeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Win32Exception exception)
        {
            throw Fail("VaultUnreachable", FailureKind.Unreachable, $"The program {program} can't be started, so the changelog of the secrets could not be read.", exception.Message, "Install the Bitwarden command line (https://bitwarden.com/help/cli/) and make sure that it is on the PATH.", exception);
        }
        catch (OutputTooLargeException exception)
        {
            throw Unreachable(exception.Message, exception);
        }
    }

    private T Parse<T>(string json, Func<JsonElement, T> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return read(document.RootElement);
        }
        catch (JsonException)
        {
            // The exception may quote what it read.
            throw Unreachable("bw wrote no JSON.");
        }
    }

    private string Said(int? code, string error)
    {
        string said = redactor.Redact(GitText.OneLine(error));
        return code is null ? $"bw gave no answer within {Timeout.TotalSeconds:0} s." : said.Length > 0 ? $"bw says: {said}" : $"bw ended with exit code {code}.";
    }

    private GuruException Missing(string cause) =>
        Fail("SecretsChangelogMissing", FailureKind.Usage, $"The changelog of the secrets, '{definition.Item}', was not found in the vault.", cause, "Fetch what is new (bw sync), or correct 'secretsChangelog.item' in the service definition.");

    private GuruException Unreachable(string cause, Exception? inner = null) =>
        Fail("VaultUnreachable", FailureKind.Unreachable, "The vault can't be asked, so the changelog of the secrets could not be read.", cause, Unlock + ", and look: bw status", inner);

    private GuruException Fail(string id, FailureKind kind, string message, string? cause, string next, Exception? inner = null) =>
        new(new Failure { Id = id, Kind = kind, Target = definition.Item, Message = message, Cause = cause, NextAction = next }, inner);

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
