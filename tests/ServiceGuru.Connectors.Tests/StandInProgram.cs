using System.Diagnostics;

namespace ServiceGuru.Connectors.Tests;

/// <summary>Writes shell scripts that stand in for programs.</summary>
internal static class StandInProgram
{
    /// <summary>
    /// Writes an executable script. A program of its own does it: a file that this process has open for writing is
    /// inherited by whatever another test starts at that moment, and can't be executed then ("Text file busy").
    /// </summary>
    public static void Write(string path, string script)
    {
        string source = path + ".sh";
        File.WriteAllText(source, "#!/bin/sh\n" + script + "\n");
        using Process install = Process.Start("install", ["-m", "700", source, path]);
        install.WaitForExit();
        install.ExitCode.ShouldBe(0);
    }
}
