using System.Diagnostics;
using ServiceGuru.Connectors.Commands;

namespace ServiceGuru.Connectors.Git;

/// <summary>
/// Runs a program to its end without a shell or a terminal: bounded output, a time limit, and no process left behind.
/// </summary>
internal static class BoundedProcess
{
    /// <summary>Runs a program.</summary>
    /// <param name="start">What to run; how its streams are connected is set here.</param>
    /// <param name="maxOutput">The most bytes of standard output.</param>
    /// <param name="timeout">After how long it is ended.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it, and everything that it started.</param>
    /// <returns>Its exit code, null where its time was over; its output; the end of its standard error.</returns>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    /// <exception cref="OutputTooLargeException">It writes more than is allowed.</exception>
    public static async Task<(int? ExitCode, string Output, string Error)> RunAsync(
        ProcessStartInfo start, int maxOutput, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.UseShellExecute = false;
        start.CreateNoWindow = true;
        using var timer = new CancellationTokenSource(timeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = new BoundedReader(process.StandardError.BaseStream, 64 * 1024, keepsEnd: true);
        var output = new BoundedReader(process.StandardOutput.BaseStream, maxOutput, keepsEnd: false);
        Task errors = error.ReadAsync(limit.Token);
        try
        {
            await output.ReadAsync(limit.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            await WaitForRestAsync(errors, time, limit.Token).ConfigureAwait(false);
            return (process.ExitCode, output.Text, error.Text);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, output.Text, error.Text);
        }
        finally
        {
            // Whatever was the reason to leave: neither the program nor those that it started may go on alone.
            ProcessTree.End(process);
        }
    }

    // A background ssh that the user shares between connections keeps standard error open for minutes.
    private static async Task WaitForRestAsync(Task errors, TimeProvider time, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task patience = Task.Delay(TimeSpan.FromSeconds(1), time, enough.Token);
        await Task.WhenAny(errors, patience).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
