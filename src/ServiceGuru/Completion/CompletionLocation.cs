using System.Management.Automation;

namespace ServiceGuru.Completion;

/// <summary>Finds the location of the person who types; a completer has no session state of its own.</summary>
internal static class CompletionLocation
{
    public static string Get()
    {
        using PowerShell engine = PowerShell.Create(RunspaceMode.CurrentRunspace);
        engine.AddCommand("Microsoft.PowerShell.Management\\Get-Location").AddParameter("PSProvider", "FileSystem");
        return engine.Invoke<PathInfo>().FirstOrDefault()?.ProviderPath ?? Environment.CurrentDirectory;
    }
}
