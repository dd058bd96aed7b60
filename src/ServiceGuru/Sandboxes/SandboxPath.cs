using System.Management.Automation;
using ServiceGuru.Sessions;

namespace ServiceGuru.Sandboxes;

/// <summary>Finds the folder of a sandbox.</summary>
internal static class SandboxPath
{
    /// <summary>Gives the folder asked for, else the one of the sandbox at hand, else guru's own default. Only on the pipeline's thread.</summary>
    public static string Of(SessionState session, string? directory) =>
        directory is not null ? session.Path.GetUnresolvedProviderPathFromPSPath(directory)
        : SandboxVariables.Current ?? Path.Combine(StateDirectory.Find(Environment.GetEnvironmentVariable), "sandbox");
}
