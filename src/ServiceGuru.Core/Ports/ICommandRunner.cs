using ServiceGuru.Infrastructure;

namespace ServiceGuru.Ports;

/// <summary>
/// Runs long commands so that a crash of ours does not cut them off: the command goes on, and its end is written down for
/// whoever looks later.
/// </summary>
public interface ICommandRunner
{
    /// <summary>Gets the machine and the folder that know what became of the commands.</summary>
    string Place { get; }

    /// <summary>Runs a command to its end, or to its time-out.</summary>
    /// <param name="call">What to run.</param>
    /// <param name="line">Hears each line that it writes: redacted, without control characters.</param>
    /// <param name="cancellationToken">Ends the command with everything that it started.</param>
    /// <exception cref="Operations.GuruException">It can't be started (<c>CommandUnstartable</c>).</exception>
    Task<CommandEnd> RunAsync(CommandCall call, Action<string> line, CancellationToken cancellationToken);

    /// <summary>Tells what became of a command that was or was to be run under a key. One that has not begun by then never does.</summary>
    Task<CommandStanding> LookAsync(string key, CancellationToken cancellationToken);
}
