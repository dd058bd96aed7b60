using System.Diagnostics;

namespace ServiceGuru.EndToEnd.Kill;

/// <summary>The runner's process, which is started anew whenever it was killed.</summary>
internal static class MortalProcess
{
    private const int Killed = 137;

    /// <summary>Keeps it going until it ends well, and gives how many processes have died.</summary>
    public static async Task<int> KeepAsync(string folder, TimeSpan patience, params string[] arguments)
    {
        using CancellationTokenSource over = new(patience);
        for (int deaths = 0; ; deaths++)
        {
            ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "ServiceGuru.EndToEnd.Runner.dll"), .. arguments])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };

            // Quick to start rather than quick to run: it lives for a moment.
            start.Environment["DOTNET_TieredPGO"] = "0";
            using Process process = Process.Start(start)!;
            Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
            Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            try
            {
                await process.WaitForExitAsync(over.Token);
            }
            finally
            {
                process.Kill();
            }

            await output;
            if (process.ExitCode != Killed)
            {
                process.ExitCode.ShouldBe(0, await error);
                return deaths;
            }
        }
    }
}
