using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace ServiceGuru.Sandbox.Git;

/// <summary>Runs the <c>git</c> program apart from the user's own configuration, so that every world is made alike.</summary>
internal static class GitProgram
{
    /// <summary>Runs git.</summary>
    /// <param name="directory">The repository.</param>
    /// <param name="arguments">The arguments; no shell sees them.</param>
    /// <param name="input">What it reads on standard input, if anything.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <returns>Its standard output.</returns>
    /// <exception cref="SandboxException">git is missing or failed.</exception>
    public static async Task<string> RunAsync(
        string directory, IReadOnlyList<string> arguments, string? input, CancellationToken cancellationToken)
    {
        using Process process = Start(directory, arguments);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            await WriteAsync(process.StandardInput, input, cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? await output
                : throw new SandboxException(
                    "Sandbox.GitFailed",
                    $"git {arguments[0]} failed in {directory} with exit code {process.ExitCode}: {(await error).Trim()}");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static Process Start(string directory, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // A caller may stand inside a hook or a worktree; its GIT_DIR must not leak into the world.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["LC_ALL"] = "C";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new SandboxException(
                "Sandbox.GitMissing",
                $"The program 'git' could not be started: {missing.Message} Install git 2.30 or newer and put it on the PATH.",
                missing);
        }
    }

    private static async Task WriteAsync(StreamWriter standardInput, string? input, CancellationToken cancellationToken)
    {
        try
        {
            await standardInput.WriteAsync(input.AsMemory(), cancellationToken);
            standardInput.Close();
        }
        catch (IOException)
        {
            // git ended before it had read all; its exit code and standard error tell why.
        }
    }
}
