using System.ComponentModel;
using System.Diagnostics;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Infrastructure;
using ServiceGuru.Operations;
using ServiceGuru.Ports;

namespace ServiceGuru.Connectors.Commands;

/// <summary>
/// Runs commands that outlive us. Each one writes its own log, and its end beside it, so that a crash of ours neither cuts it
/// off nor hides what became of it. All that it starts is one process group, and ends as one.
/// </summary>
/// <param name="directory">The folder of the logs; made when needed, for the user's eyes only.</param>
/// <param name="redactor">Blots secrets out of the output.</param>
/// <param name="time">The clock of time-outs and looks.</param>
/// <param name="learn">Tells the redactor what a command may say; null where it knows.</param>
internal sealed class CommandRunner(string directory, SecretRedactor redactor, TimeProvider time, Func<CancellationToken, Task>? learn = null) : ICommandRunner
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public string Place { get; } = $"{Environment.MachineName}:{Path.GetFullPath(directory)}";

    /// <inheritdoc/>
    public async Task<CommandEnd> RunAsync(CommandCall call, Action<string> line, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (learn is not null)
        {
            await learn(cancellationToken).ConfigureAwait(false);
        }

        CommandFolder folder = CommandFolder.Create(directory, call.Key);
        using var late = new CancellationTokenSource(call.Timeout, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        using var tail = new LogTail(folder.Log, redactor, line);
        using Process process = Start(call, folder);
        ProcessGroup group = new(process, call.Grace, time);
        try
        {
            Task pumped = CommandStart.Pump(process, folder);
            Task exited = process.WaitForExitAsync(end.Token);
            while (!exited.IsCompleted)
            {
                await tail.ReadAsync(CancellationToken.None).ConfigureAwait(false);
                await Task.WhenAny(exited, Task.Delay(Look, time, end.Token)).ConfigureAwait(false);
            }

            await exited.ConfigureAwait(false);
            await pumped.ConfigureAwait(false);
            await tail.FinishAsync().ConfigureAwait(false);
            int code = folder.ExitCode ?? process.ExitCode;
            folder.WriteExitCode(code);
            return new CommandEnd(code, tail.LastLines, folder.Log);
        }
        catch (OperationCanceledException)
        {
            await group.EndAsync().ConfigureAwait(false);
            await tail.FinishAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return new CommandEnd(null, tail.LastLines, folder.Log);
        }
    }

    /// <inheritdoc/>
    public async Task<CommandStanding> LookAsync(string key, CancellationToken cancellationToken)
    {
        if (CommandFolder.FindNewest(directory, key) is not { } folder || folder.Forbid())
        {
            return new CommandStanding(CommandState.NotBegun);
        }

        if (folder.ExitCode is { } code)
        {
            return new CommandStanding(code == 0 ? CommandState.Succeeded : CommandState.Failed, LogFile: folder.Log);
        }

        for (int looks = 0; folder.IsBeginning && looks < 20; looks++)
        {
            await Task.Delay(Look, time, cancellationToken).ConfigureAwait(false);
        }

        if (folder.ProcessId is not { } process)
        {
            return new CommandStanding(folder.IsBeginning ? CommandState.Lost : CommandState.NotBegun, LogFile: folder.Log);
        }

        return await ProcessGroup.IsAliveAsync(process, folder.BegunAt, cancellationToken).ConfigureAwait(false)
            ? new CommandStanding(CommandState.Running, process, folder.Log)
            : new CommandStanding(CommandState.Lost, LogFile: folder.Log);
    }

    private static Process Start(CommandCall call, CommandFolder folder)
    {
        try
        {
            Process process = Process.Start(CommandStart.Of(call, folder))!;
            process.StandardInput.Close();
            return process;
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            throw new GuruException(
                new Failure
                {
                    Id = "CommandUnstartable",
                    Kind = FailureKind.Usage,
                    Target = call.Command[0],
                    Message = $"{call.Command[0]} can't be started in {call.WorkingDirectory}.",
                    Cause = exception.Message,
                    NextAction = "Make sure that it is installed and on the PATH. Nothing was run.",
                },
                exception);
        }
    }
}
