using System.Collections.ObjectModel;
using System.Management.Automation;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Cmdlets;

/// <summary>
/// Gets <c>secret:VAULT/NAME</c> from SecretManagement. Follows
/// https://learn.microsoft.com/powershell/module/microsoft.powershell.secretmanagement/get-secret.
/// </summary>
internal static class SecretVault
{
    private const string Command = "Microsoft.PowerShell.SecretManagement\\Get-Secret";
    private const string Script = "param($vault, $name) & '" + Command + "' -Vault $vault -Name $name -AsPlainText -ErrorAction Stop";

    /// <summary>Reads a secret; only on the pipeline's thread.</summary>
    /// <exception cref="GuruException">There is no such module, vault or secret.</exception>
    public static string? Read(CommandInvocationIntrinsics engine, SecretReference reference)
    {
        int slash = reference.Path.IndexOf('/', StringComparison.Ordinal);
        if (slash < 1 || slash == reference.Path.Length - 1)
        {
            throw Failed("SecretReferenceInvalid", reference, "It is not secret:VAULT/NAME.", "Write it as secret:VAULT/NAME.");
        }

        try
        {
            Collection<PSObject> found = engine.InvokeScript(Script, reference.Path[..slash], reference.Path[(slash + 1)..]);
            return found.Count > 0 ? found[0].BaseObject as string : null;
        }
        catch (CommandNotFoundException)
        {
            throw Failed("SecretManagementMissing", reference, "Microsoft.PowerShell.SecretManagement is not installed.", "Install-PSResource Microsoft.PowerShell.SecretManagement, register the vault, then try again.");
        }
        catch (RuntimeException error) when (!PipelineSignals.IsStop(error))
        {
            // Get-Secret's own message names the secret and the vault, never the value.
            throw Failed("SecretUnreadable", reference, error.Message, "Check the vault with Get-SecretInfo.");
        }
    }

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
