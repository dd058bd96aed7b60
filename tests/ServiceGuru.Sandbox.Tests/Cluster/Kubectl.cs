using System.Diagnostics;

namespace ServiceGuru.Sandbox.Tests.Cluster;

/// <summary>The stock kubectl, where the machine has it.</summary>
internal sealed class Kubectl : IDisposable
{
    private readonly string kubeconfig = Path.Combine(Path.GetTempPath(), $"sandbox-{Guid.NewGuid():N}.kubeconfig");

    public Kubectl(ClusterHost host) => File.WriteAllText(kubeconfig, host.Cluster.Kubeconfig(host.Address));

    /// <summary>Gets whether there is one on the PATH.</summary>
    public static bool Present { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "kubectl.exe" : "kubectl")));

    /// <summary>Runs it and returns what it wrote, errors included.</summary>
    public async Task<string> Run(string arguments, string? input = null)
    {
        var start = new ProcessStartInfo("kubectl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["KUBECONFIG"] = kubeconfig;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return await output + await errors;
    }

    /// <summary>Runs it and hands its lines out as they come; it is ended when the caller has seen enough.</summary>
    public async IAsyncEnumerable<string> Lines(string arguments)
    {
        var start = new ProcessStartInfo("kubectl", arguments) { RedirectStandardOutput = true };
        start.Environment["KUBECONFIG"] = kubeconfig;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                yield return line;
            }
        }
        finally
        {
            process.Kill();
        }
    }

    public void Dispose() => File.Delete(kubeconfig);
}
