using System.Diagnostics;
using ServiceGuru.Operations;

namespace ServiceGuru.Host.Sandboxes;

/// <summary>The folder of a sandbox.</summary>
internal static class SandboxFolder
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Finds the sandbox that runs in a folder.</summary>
    /// <exception cref="GuruException">None runs there (<c>SandboxNotFound</c>).</exception>
    public static async Task<SandboxFile> FindAsync(string directory, CancellationToken cancellationToken) =>
        await SandboxFile.ReadAsync(directory, cancellationToken).ConfigureAwait(false) ?? throw Refusal(
            "SandboxNotFound", "No sandbox runs in this folder.", directory, "Start one with 'guru sandbox', or name its folder with --directory.");

    /// <summary>Makes sure that a sandbox may be raised in a folder.</summary>
    /// <exception cref="GuruException">One runs there (<c>SandboxRunning</c>), or the files are somebody's own (<c>FolderInUse</c>).</exception>
    public static async Task RequireFreeAsync(string directory, CancellationToken cancellationToken)
    {
        if (await SandboxFile.ReadAsync(directory, cancellationToken).ConfigureAwait(false) is { } other && await AnswersAsync(other, cancellationToken).ConfigureAwait(false))
        {
            throw Refusal("SandboxRunning", $"A sandbox runs in this folder already, at {other.Url}.", directory, "Use it, stop it with 'guru sandbox stop', or take another folder with --directory.");
        }

        // A world replaces what an earlier one left in its folder, so it must not be given somebody's own.
        bool mine = !Directory.Exists(directory)
            || Directory.Exists(Path.Combine(directory, "repositories"))
            || Directory.EnumerateFileSystemEntries(directory).All(entry => entry == DetachedSandbox.LogIn(directory));
        if (!mine)
        {
            throw Refusal("FolderInUse", "The folder has files in it that no sandbox made.", directory, "Give an empty or new folder with --directory.");
        }
    }

    /// <summary>Ends the sandbox and returns when it has ended.</summary>
    /// <exception cref="GuruException">It does not answer, or does not end (<c>SandboxNotEnded</c>).</exception>
    public static async Task EndAsync(SandboxFile file, TimeProvider time, CancellationToken cancellationToken)
    {
        string path = SandboxFile.PathIn(file.Directory);
        try
        {
            using SandboxControl control = new(file.Url);
            await control.StopAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (GuruException) when (!IsAlive(file))
        {
            // It was killed, and could not clean up.
            File.Delete(path);
        }
        catch (GuruException)
        {
            // Its end may have cut off its answer; whether it ends is seen below.
        }

        // It removes its own file as the last thing.
        DateTimeOffset deadline = time.GetUtcNow() + Patience;
        while (File.Exists(path))
        {
            if (time.GetUtcNow() > deadline)
            {
                throw Refusal("SandboxNotEnded", "The sandbox was asked to end, and still runs.", file.Directory, $"End its process, {file.Pid}, and remove {path}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsAlive(SandboxFile file)
    {
        try
        {
            using Process process = Process.GetProcessById(file.Pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static async Task<bool> AnswersAsync(SandboxFile file, CancellationToken cancellationToken)
    {
        using SandboxControl control = new(file.Url);
        try
        {
            return (await control.StatusAsync(cancellationToken).ConfigureAwait(false))["pid"]?.GetValue<int>() == file.Pid;
        }
        catch (GuruException)
        {
            // It was killed; its folder is free.
            return false;
        }
    }

    private static GuruException Refusal(string id, string message, string directory, string nextAction) =>
        new(new Failure { Id = id, Kind = FailureKind.Usage, Message = message, Target = directory, NextAction = nextAction });
}
