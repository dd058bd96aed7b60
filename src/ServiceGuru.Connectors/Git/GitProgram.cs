using System.ComponentModel;
using System.Diagnostics;

namespace ServiceGuru.Connectors.Git;

/// <summary>
/// Runs the <c>git</c> program (https://git-scm.com/docs): no shell, no prompt, bounded output, a time limit, and no
/// process left behind.
/// </summary>
internal sealed class GitProgram(TimeProvider time, IReadOnlyDictionary<string, string?>? environment = null, string program = "git")
{
    /// <summary>The name under which git knows a call's remote; unlikely to be one of the user's.</summary>
    public const string RemoteName = "guru-remote";

    /// <summary>The most bytes of standard output; a history of 100,000 commits has less.</summary>
    private const int MaxOutput = 128 * 1024 * 1024;

    // Enough to wait for many servers at once, few enough for their connection limits and for this machine.
    private readonly SemaphoreSlim places = new(16);
    private readonly GitEnvironment settings = new(environment ?? new Dictionary<string, string?>());

    // The variable GIT_SSH_COMMAND would hide the user's core.sshCommand, so git is asked for that once.
    private bool? userHasSshCommand;

    /// <summary>Runs git to its end.</summary>
    /// <exception cref="Operations.GuruException">There is no such program (<c>GitMissing</c>), or it says far too much (<c>GitOutputTooLarge</c>).</exception>
    public async Task<GitOutput> RunAsync(GitCall call, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await RunInPlaceAsync(call, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<GitOutput> RunInPlaceAsync(GitCall call, CancellationToken cancellationToken)
    {
        bool ssh = call.Remote?.IsRemote == true;
        if (ssh && userHasSshCommand is null)
        {
            var question = new GitCall(["config", "--get", "core.sshCommand"], call.Timeout);
            userHasSshCommand = (await RunProcessAsync(question, quietSsh: false, cancellationToken).ConfigureAwait(false)).Succeeded;
        }

        return await RunProcessAsync(call, ssh && userHasSshCommand == false, cancellationToken).ConfigureAwait(false);
    }

    private async Task<GitOutput> RunProcessAsync(GitCall call, bool quietSsh, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var timer = new CancellationTokenSource(call.Timeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        using Process process = Start(call, quietSsh);
        process.StandardInput.Close();
        var error = new BoundedReader(process.StandardError.BaseStream, 64 * 1024, keepsEnd: true);
        var output = new BoundedReader(process.StandardOutput.BaseStream, MaxOutput, keepsEnd: false);
        Task errors = error.ReadAsync(limit.Token);
        try
        {
            await output.ReadAsync(limit.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            await WaitForRestAsync(errors, limit.Token).ConfigureAwait(false);
            return new GitOutput(process.ExitCode, output.Text, error.Text);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new GitOutput(null, output.Text, error.Text);
        }
        finally
        {
            // Whatever was the reason to leave: neither git nor its ssh or pack programs may go on alone.
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    // A background ssh that the user shares between connections keeps standard error open for minutes.
    private async Task WaitForRestAsync(Task errors, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task patience = Task.Delay(TimeSpan.FromSeconds(1), time, enough.Token);
        await Task.WhenAny(errors, patience).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private Process Start(GitCall call, bool quietSsh)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        if (call.Repository is not null)
        {
            start.ArgumentList.Add($"--git-dir={call.Repository}");
        }

        foreach (string argument in call.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        settings.Apply(start.Environment, call, quietSsh);
        try
        {
            return Process.Start(start) ?? throw GitFailures.Missing(null);
        }
        catch (Win32Exception exception)
        {
            throw GitFailures.Missing(exception);
        }
    }
}
