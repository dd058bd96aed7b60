using System.Globalization;
using ServiceGuru.Connectors.Sessions;

namespace ServiceGuru.Sandboxes;

/// <summary>
/// Points this PowerShell at a sandbox and back. Environment variables, because they are how every face finds service
/// and state, and because what is started from here shall find the same.
/// </summary>
internal static class SandboxVariables
{
    private const string Service = "SERVICEGURU_SERVICE";
    private const string State = "SERVICEGURU_STATE";
    private const string Ledger = LedgerChoice.Variable;
    private const string Sandbox = "SERVICEGURU_SANDBOX";

    // What stood there before lies beside it, so that Stop-Sandbox can put it back.
    private const string Before = "_BEFORE_SANDBOX";

    /// <summary>Gets the folder of the sandbox that this PowerShell uses, or null.</summary>
    public static string? Current => Environment.GetEnvironmentVariable(Sandbox) is { Length: > 0 } directory ? directory : null;

    public static void Enter(SandboxSession session)
    {
        Set(Service, session.Service);

        // A ledger of its own: the runs of a world that is gone mean nothing to the next one.
        Set(State, Path.Combine(session.Directory, "state", session.Pid.ToString(CultureInfo.InvariantCulture)));
        Set(Ledger, LedgerChoice.Journal);
        Environment.SetEnvironmentVariable(Sandbox, session.Directory);
    }

    public static void Leave()
    {
        foreach (string name in new[] { Service, State, Ledger })
        {
            Environment.SetEnvironmentVariable(name, Environment.GetEnvironmentVariable(name + Before));
            Environment.SetEnvironmentVariable(name + Before, null);
        }

        Environment.SetEnvironmentVariable(Sandbox, null);
    }

    private static void Set(string name, string value)
    {
        Environment.SetEnvironmentVariable(name + Before, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }
}
