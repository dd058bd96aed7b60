using System.ComponentModel;
using System.Diagnostics;
using ServiceGuru.Operations;

namespace ServiceGuru.Host.CommandLine;

/// <summary>The user's own editor, called as git calls it: by the shell, so that it may have arguments.</summary>
/// <param name="command">What the variable says.</param>
internal sealed class Editor(string command)
{
    /// <summary>Finds it in <c>$VISUAL</c>, then <c>$EDITOR</c>; null where neither is set.</summary>
    public static Editor? Find(Func<string, string?> environment) =>
        new[] { environment("VISUAL"), environment("EDITOR") }.FirstOrDefault(set => !string.IsNullOrWhiteSpace(set)) is { } command ? new Editor(command) : null;

    /// <summary>Opens a file and waits until the editor has ended.</summary>
    /// <exception cref="GuruException">It could not be started or ended with an error (<c>EditorFailed</c>).</exception>
    public async Task EditAsync(string path, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd.exe") { Arguments = $"/d /s /c \"{command} \"{path}\"\"" }
            : new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", $"{command} \"$1\"", "sh", path } };
        try
        {
            using Process editor = Process.Start(start)!;
            await editor.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            if (editor.ExitCode != 0)
            {
                throw Failed($"It ended with exit code {editor.ExitCode}.");
            }
        }
        catch (Win32Exception error)
        {
            throw Failed(error.Message);
        }
    }

    private GuruException Failed(string cause) => new(new Failure
    {
        Id = "EditorFailed",
        Kind = FailureKind.Usage,
        Message = $"The editor '{command}' did not do its work.",
        Target = command,
        Cause = cause,
        NextAction = "Nothing was changed. Check $VISUAL and $EDITOR.",
    });
}
