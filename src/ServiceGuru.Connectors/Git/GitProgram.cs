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
        string[] repository = call.Repository is null ? [] : [$"--git-dir={call.Repository}"];
        var start = new ProcessStartInfo(program, [.. repository, .. call.Arguments]);
        settings.Apply(start.Environment, call, quietSsh);
        try
        {
            (int? exitCode, string text, string error) = await BoundedProcess.RunAsync(start, MaxOutput, call.Timeout, time, cancellationToken).ConfigureAwait(false);
            return new GitOutput(exitCode, text, error);
        }
        catch (Win32Exception exception)
        {
            throw GitFailures.Missing(exception);
        }
        catch (OutputTooLargeException exception)
        {
            throw GitFailures.OutputTooLarge(exception.Limit);
        }
    }
}
