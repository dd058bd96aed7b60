using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Net;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Cmdlets;

/// <summary>
/// Gets <c>secret:VAULT/NAME</c> from SecretManagement. Follows
/// https://learn.microsoft.com/powershell/module/microsoft.powershell.secretmanagement/ (Get-SecretVault, Get-Secret).
/// </summary>
internal static class SecretVault
{
    private const string Module = "Microsoft.PowerShell.SecretManagement";

    // Get-Secret tells of a vault that can't be opened by one error, and by another one that it found no secret.
    private const string Script = $$"""
        param($vault, $name)
        if (-not (Get-Command '{{Module}}\Get-Secret' -ErrorAction Ignore)) {
            if (-not (Get-Module '{{Module}}' -ListAvailable)) { return @{ Problem = 'Module' } }
            try { Import-Module '{{Module}}' -ErrorAction Stop } catch { return @{ Problem = 'Load'; Said = $_.Exception.Message } }
        }
        $known = @(& '{{Module}}\Get-SecretVault' -ErrorAction Ignore)
        if ($vault -notin $known.Name) { return @{ Problem = 'Vault'; Known = $known.Name -join ', ' } }
        $told = @()
        $found = & '{{Module}}\Get-Secret' -Vault $vault -Name $name -AsPlainText -ErrorAction SilentlyContinue -ErrorVariable told
        $cause = $told | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] -and $_.FullyQualifiedErrorId -notlike 'GetSecretNotFound*' } | Select-Object -First 1
        if ($cause) {
            $inner = $cause.Exception.InnerException
            return @{ Problem = 'Refused'; Said = if ($inner) { "$($cause.Exception.Message): $($inner.Message)" } else { $cause.Exception.Message } }
        }
        if ($null -eq $found) { return @{ Problem = 'Secret' } }
        @{ Found = $found }
        """;

    private static readonly string[] Closed = ["password", "locked", "unlock", "authenticat", "interactive"];

    /// <summary>Reads a secret; only on the pipeline's thread.</summary>
    /// <exception cref="GuruException">There is no such module, vault or secret, or the vault is closed.</exception>
    public static string? Read(CommandInvocationIntrinsics engine, SecretReference reference)
    {
        int slash = reference.Path.IndexOf('/', StringComparison.Ordinal);
        if (slash < 1 || slash == reference.Path.Length - 1)
        {
            throw Failed("SecretReferenceInvalid", reference, "It is not secret:VAULT/NAME.", "Write it as secret:VAULT/NAME.");
        }

        string vault = reference.Path[..slash];
        try
        {
            Collection<PSObject> answers = engine.InvokeScript(Script, vault, reference.Path[(slash + 1)..]);
            return Answer(answers.Count > 0 ? answers[^1].BaseObject as System.Collections.Hashtable : null, vault, reference);
        }
        catch (RuntimeException error) when (!PipelineSignals.IsStop(error))
        {
            throw Refused(error.Message, vault, reference);
        }
    }

    private static string Answer(System.Collections.Hashtable? answer, string vault, SecretReference reference) => (answer?["Problem"] as string) switch
    {
        "Module" => throw Failed("SecretManagementMissing", reference, $"{Module} is not installed.", $"Install-PSResource {Module}, register the vault with Register-SecretVault, then try again."),
        "Load" => throw Failed("SecretManagementMissing", reference, $"{Module} is installed and can't be loaded: {Unwrapped(answer["Said"])}", $"See why: Import-Module {Module}"),
        "Vault" => throw Failed(
            "SecretVaultMissing",
            reference,
            answer["Known"] is string { Length: > 0 } known ? $"No vault '{vault}' is registered; there are: {known}." : "No vault is registered.",
            $"Register it: Register-SecretVault -Name {vault} -ModuleName ...; or correct the reference."),
        "Secret" => throw Failed("SecretNotFound", reference, $"The vault '{vault}' has no such secret.", $"Look with Get-SecretInfo -Vault {vault}, and set it with Set-Secret."),
        "Refused" => throw Refused($"{Unwrapped(answer["Said"])}", vault, reference),
        _ => Text(Unwrapped(answer?["Found"])) is { Length: > 0 } secret
            ? secret
            : throw Failed("SecretUnusable", reference, "It is empty, or neither a text nor a credential.", $"Store the token as a text: Set-Secret -Vault {vault}."),
    };

    private static string? Text(object? found) => found switch
    {
        string text => text,
        PSCredential credential => new NetworkCredential(string.Empty, credential.Password).Password,
        _ => null,
    };

    private static object? Unwrapped(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static GuruException Refused(string said, string vault, SecretReference reference) => Closed.Any(word => said.Contains(word, StringComparison.OrdinalIgnoreCase))
        ? Failed("SecretVaultLocked", reference, said, $"Unlock it first: Unlock-SecretVault -Name {vault} -Password (a SecureString). Unattended, give the vault a configuration that asks nobody (Set-SecretStoreConfiguration -Interaction None), or name an env: or file: reference.")
        : Failed("SecretUnreadable", reference, said, $"Check the vault: Test-SecretVault -Name {vault}");

    private static GuruException Failed(string id, SecretReference reference, string cause, string nextAction) => new(new Failure
    {
        Id = id,
        Kind = FailureKind.Usage,
        Message = $"The secret {reference} could not be read.",
        Target = reference.ToString(),
        Cause = cause,
        NextAction = nextAction,
    });
}
