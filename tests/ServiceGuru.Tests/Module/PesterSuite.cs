using System.Diagnostics;
using ServiceGuru.Tests.Layout;

namespace ServiceGuru.Tests.Module;

/// <summary>What only the real engine can show: tests/Module, in a PowerShell of its own, against the built module.</summary>
internal static class PesterSuite
{
    /// <summary>How many engines share the files: most of the time a test waits for the simulated world.</summary>
    public const int Parts = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(25);

    private static string Folder => Path.Combine(BuiltModule.Root, "tests", "Module");

    /// <summary>Runs every file whose turn it is.</summary>
    /// <param name="part">The part, from 0 on.</param>
    public static async Task RunAsync(int part)
    {
        Skip.If(Find("pwsh") is null, "pwsh is not on PATH");
        string[] files = [.. Directory.GetFiles(Folder, "*.Tests.ps1").Order(StringComparer.Ordinal).Where((_, index) => index % Parts == part)];
        files.ShouldNotBeEmpty();
        using CancellationTokenSource patience = new(Patience);
        using Process pwsh = Process.Start(new ProcessStartInfo(Find("pwsh")!)
        {
            ArgumentList = { "-NoProfile", "-NonInteractive", "-Command", $"& '{Path.Combine(Folder, "Invoke-Suite.ps1")}' -Module '{BuiltModule.Manifest}' -Path {string.Join(", ", files.Select(file => $"'{file}'"))}; exit $LASTEXITCODE" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        pwsh.StandardInput.Close();
        Task<string> output = pwsh.StandardOutput.ReadToEndAsync(patience.Token);
        Task<string> error = pwsh.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await pwsh.WaitForExitAsync(patience.Token);
        }
        finally
        {
            if (!pwsh.HasExited)
            {
                pwsh.Kill(entireProcessTree: true);
            }
        }

        pwsh.ExitCode.ShouldBe(0, $"{await output}{await error}");
    }

    private static string? Find(string program) => Environment.GetEnvironmentVariable("PATH")?
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program))
        .FirstOrDefault(File.Exists);
}
