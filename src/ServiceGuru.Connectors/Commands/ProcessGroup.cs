using System.Diagnostics;
using System.Globalization;

namespace ServiceGuru.Connectors.Commands;

/// <summary>
/// A command with everything that it started. Signals go to the group through the shell's own <c>kill</c>
/// (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/kill.html): SIGTERM first, SIGKILL after the grace.
/// </summary>
/// <param name="process">The group's leader.</param>
/// <param name="grace">How long all have to end by themselves.</param>
/// <param name="time">The clock.</param>
internal sealed class ProcessGroup(Process process, TimeSpan grace, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan AfterKill = TimeSpan.FromSeconds(5);

    // Between the start of a process and its note of it; a process that began later has only got the number.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    /// <summary>Whether a group, or a process of that number, is still the one that began then.</summary>
    public static async Task<bool> IsAliveAsync(int leader, DateTimeOffset begunAt, CancellationToken cancellationToken)
    {
        if (BeganLater(leader, begunAt))
        {
            return false;
        }

        return OperatingSystem.IsWindows() ? Exists(leader)
            : await SignalAsync("0", leader, cancellationToken).ConfigureAwait(false) && !OnlyRemainsAreLeft(leader);
    }

    /// <summary>Ends all of it; returns when none is left.</summary>
    public async Task EndAsync()
    {
        int leader = process.Id;
        if (!OperatingSystem.IsWindows() && await SignalAsync("TERM", leader, CancellationToken.None).ConfigureAwait(false))
        {
            if (!await EndedWithinAsync(leader, grace).ConfigureAwait(false))
            {
                await SignalAsync("KILL", leader, CancellationToken.None).ConfigureAwait(false);
                await EndedWithinAsync(leader, AfterKill).ConfigureAwait(false);
            }
        }

        // Where there is no group, the tree of processes is what can be known of it.
        ProcessTree.End(process);

        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    // What was killed answers signals until its parent has taken note of its end; in a container without init that is never.
    // Linux tells state and group of each process (https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html).
    private static bool OnlyRemainsAreLeft(int group)
    {
        List<string> states = [];
        foreach (string folder in OperatingSystem.IsLinux() ? Directory.EnumerateDirectories("/proc") : [])
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                continue;
            }

            try
            {
                // The name, in parentheses, may hold anything; behind it come state, parent and group.
                string stat = File.ReadAllText(Path.Join(folder, "stat"));
                string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (fields is [var state, _, var its, ..] && its == group.ToString(CultureInfo.InvariantCulture))
                {
                    states.Add(state);
                }
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended while we looked, or is somebody else's, and so not of this group.
                continue;
            }
        }

        return states.Count > 0 && states.TrueForAll(state => state is "Z" or "X");
    }

    private static bool BeganLater(int process, DateTimeOffset begunAt)
    {
        try
        {
            using Process found = Process.GetProcessById(process);
            return found.StartTime.ToUniversalTime() > begunAt.UtcDateTime + Slack;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // The leader is gone; whether the group is, the signal tells.
            return false;
        }
    }

    private static bool Exists(int process)
    {
        try
        {
            using Process found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static async Task<bool> SignalAsync(string signal, int leader, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new("/bin/sh", ["-c", "kill -s \"$1\" -- \"-$2\" 2>/dev/null", "sh", signal, leader.ToString(CultureInfo.InvariantCulture)]);
        using Process kill = Process.Start(start)!;
        await kill.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return kill.ExitCode == 0;
    }

    private async Task<bool> EndedWithinAsync(int leader, TimeSpan patience)
    {
        long began = time.GetTimestamp();
        while (await SignalAsync("0", leader, CancellationToken.None).ConfigureAwait(false))
        {
            if (time.GetElapsedTime(began) >= patience)
            {
                return false;
            }

            await Task.Delay(Poll, time, CancellationToken.None).ConfigureAwait(false);
        }

        return true;
    }
}
