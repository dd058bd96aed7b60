using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ServiceGuru.Connectors.Commands;

/// <summary>Ends a process and all that it has started, at once.</summary>
public static class ProcessTree
{
    // https://man7.org/linux/man-pages/man7/signal.7.html
    private const int SigKill = 9;
    private const int SigStop = 19;

    /// <summary>Ends it. What has ended already is no error.</summary>
    /// <param name="root">The process, started by us.</param>
    public static void End(Process root)
    {
        if (root.HasExited)
        {
            return;
        }

        // Process.Kill(entireProcessTree) reads every thread of every process for each generation, which takes a second
        // on a busy machine: too long for somebody who has pressed Ctrl+C. One pass over the parents is enough.
        if (!OperatingSystem.IsLinux())
        {
            root.Kill(entireProcessTree: true);
            return;
        }

        // First all are halted, so that none starts another one while the tree is read.
        HashSet<int> tree = [root.Id];
        _ = Signal(root.Id, SigStop);
        bool grown = true;
        while (grown)
        {
            grown = false;
            foreach ((int process, int parent) in Parents())
            {
                if (tree.Contains(parent) && tree.Add(process))
                {
                    _ = Signal(process, SigStop);
                    grown = true;
                }
            }
        }

        foreach (int process in tree)
        {
            _ = Signal(process, SigKill);
        }
    }

    private static IEnumerable<(int Process, int Parent)> Parents()
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int process) && ParentOf(folder) is { } parent)
            {
                yield return (process, parent);
            }
        }
    }

    // The name, in parentheses, may hold anything; behind it come state and parent.
    // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    private static int? ParentOf(string folder)
    {
        try
        {
            string stat = File.ReadAllText(Path.Join(folder, "stat"));
            string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return int.Parse(fields[1], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked.
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);
}
