using System.Management.Automation;

namespace ServiceGuru.Cmdlets;

/// <summary>
/// Adds to outputs what scripts often want of them (ServiceGuru.Types.ps1xml). The first cmdlet that runs does it and not
/// the import: it would take a third of the import's time. And not the manifest: where another copy of the module is
/// loaded, its complaints would bury the one sentence that helps.
/// </summary>
internal static class OutputTypes
{
    private const string Script = """
        param($path)
        if (-not (Microsoft.PowerShell.Utility\Get-TypeData -TypeName 'ServiceGuru.Runbooks.State.RunState')) {
            Microsoft.PowerShell.Utility\Update-TypeData -AppendPath $path -WhatIf:$false -Confirm:$false
        }
        """;

    /// <summary>Adds it to the runspace at hand, once. Only on the pipeline's thread.</summary>
    public static void Ensure(CommandInvocationIntrinsics engine) =>
        engine.InvokeScript(Script, Path.Combine(ModuleSettings.ModuleDirectory, "ServiceGuru.Types.ps1xml"));
}
