using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using ServiceGuru.Access;
using ServiceGuru.Connectors.Git;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Ports;

namespace ServiceGuru.Connectors.Bitwarden;

/// <summary>Whether the vault is open, by <c>bw status</c> (https://bitwarden.com/help/cli/#status): unauthenticated, locked or unlocked.</summary>
internal sealed class BitwardenAccessProbe(string program, Func<string, string?> environment, SecretRedactor redactor, TimeProvider time) : IAccessProbe
{
    private const string Right = "read items";
    private const string Unlock = "Unlock the vault: export BW_SESSION=\"$(bw unlock --raw)\"";
    private const int MaxOutput = 64 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(25);

    /// <inheritdoc/>
    public AccessSubject Subject { get; } = new(AccessSystems.Bitwarden, "vault");

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccessCheck>> CheckAsync(CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(program, ["status"]);
        if (environment("BW_SESSION") is { Length: > 0 } session)
        {
            redactor.Register(session);
            start.Environment["BW_SESSION"] = session;
        }

        start.Environment["BW_NOINTERACTION"] = "true";
        try
        {
            (int? code, string output, string error) = await BoundedProcess.RunAsync(start, MaxOutput, Timeout, time, cancellationToken).ConfigureAwait(false);
            return [code == 0 ? Judge(output) : Subject.Unreachable(Right, code is null ? "bw gave no answer in time." : redactor.Redact(GitText.OneLine(error)), "Look: bw status")];
        }
        catch (Win32Exception)
        {
            return [Subject.Missing(Right, $"The program {program} can't be started.", "Install the Bitwarden command line (https://bitwarden.com/help/cli/) and make sure that it is on the PATH.")];
        }
    }

    private AccessCheck Judge(string output)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(output);
            return document.RootElement.Text("status") switch
            {
                "unlocked" => Subject.Ok(Right),
                "locked" => Subject.Missing(Right, "The vault is locked.", Unlock),
                "unauthenticated" => Subject.Missing(Right, "Nobody is logged in.", "Log in: bw login, then unlock: export BW_SESSION=\"$(bw unlock --raw)\""),
                _ => Subject.Unknown(Right, "bw does not tell a status that is known.", "Look: bw status"),
            };
        }
        catch (JsonException)
        {
            return Subject.Unknown(Right, "bw wrote no JSON.", "Look: bw status");
        }
    }
}
