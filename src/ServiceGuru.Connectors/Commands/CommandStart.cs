using System.Diagnostics;
using ServiceGuru.Infrastructure;

namespace ServiceGuru.Connectors.Commands;

/// <summary>How a command is started.</summary>
internal static class CommandStart
{
    // A fixed script that interprets nothing of the command: its words are arguments ("$@"). It takes the process file for
    // itself (-C: only where there is none yet), so that the command runs at most once, sends all output to the log, and
    // writes the end down, whole or not at all. exec keeps words such as "cd" or "test" from meaning the shell's own.
    private const string Script = """
        umask 077
        set -C
        echo "$$" >"$1/process" || exit 125
        set +C
        folder=$1
        shift
        exec >>"$folder/output.log" 2>&1
        (umask 022; exec "$@" </dev/null)
        code=$?
        echo "$code" >"$folder/exit.new" && mv "$folder/exit.new" "$folder/exit"
        exit "$code"
        """;

    private static readonly string? SetSid = Find("setsid");

    /// <summary>
    /// Prepares the start. <c>setsid</c> (util-linux, BusyBox) makes a session and with it a process group of its own;
    /// where there is none (macOS) the end of the command goes by its tree of processes.
    /// </summary>
    public static ProcessStartInfo Of(CommandCall call, CommandFolder folder)
    {
        string[] words = OperatingSystem.IsWindows()
            ? [.. call.Command]
            : [.. SetSid is null ? Array.Empty<string>() : [SetSid], "/bin/sh", "-c", Script, "sh", folder.Path, .. call.Command];
        ProcessStartInfo start = new(words[0], words.Skip(1))
        {
            WorkingDirectory = call.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach ((string name, string value) in call.Variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>On Windows, where the command does not write its log itself, copies what it says; elsewhere there is nothing to copy.</summary>
    public static async Task Pump(Process process, CommandFolder folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            return;
        }

        folder.WriteProcessId(process.Id);
        using var log = new FileStream(folder.Log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        using var writer = new StreamWriter(log) { AutoFlush = true };
        using var turn = new SemaphoreSlim(1, 1);
        await Task.WhenAll(CopyAsync(process.StandardOutput), CopyAsync(process.StandardError)).ConfigureAwait(false);

        async Task CopyAsync(StreamReader reader)
        {
            while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                await turn.WaitAsync().ConfigureAwait(false);
                await writer.WriteLineAsync(line).ConfigureAwait(false);
                turn.Release();
            }
        }
    }

    private static string? Find(string program) => new[] { "/usr/bin", "/bin", "/usr/local/bin" }
        .Select(folder => System.IO.Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}
