using System.Diagnostics;
using ServiceGuru.Tests.Layout;

namespace ServiceGuru.Tests;

/// <summary>What only the real engine can show: tests/Module, in a PowerShell of its own, against the built module.</summary>
public sealed class PesterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    [SkippableFact]
    public async Task The_Pester_suite_passes()
    {
        Skip.If(Find("pwsh") is null, "pwsh is not on PATH");
        using CancellationTokenSource patience = new(Patience);
        using Process pwsh = Process.Start(new ProcessStartInfo(Find("pwsh")!)
        {
            ArgumentList = { "-NoProfile", "-NonInteractive", "-File", Path.Combine(BuiltModule.Root, "tests", "Module", "Invoke-Suite.ps1"), "-Module", BuiltModule.Manifest },
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
