namespace ServiceGuru.Sessions;

/// <summary>Where the ledger and caches of a user lie.</summary>
public static class StateDirectory
{
    /// <summary>
    /// Finds the state folder: <c>$SERVICEGURU_STATE</c>, else <c>$XDG_STATE_HOME/serviceguru</c>, else
    /// <c>~/.local/state/serviceguru</c>; on Windows <c>%LOCALAPPDATA%\ServiceGuru</c>.
    /// </summary>
    /// <param name="environment">Reads an environment variable.</param>
    /// <returns>An absolute path; it need not exist.</returns>
    public static string Find(Func<string, string?> environment)
    {
        if (environment("SERVICEGURU_STATE") is { Length: > 0 } own)
        {
            return Path.GetFullPath(own);
        }

        if (OperatingSystem.IsWindows())
        {
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "ServiceGuru");
        }

        string state = environment("XDG_STATE_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Path.Combine(state, "serviceguru");
    }
}
