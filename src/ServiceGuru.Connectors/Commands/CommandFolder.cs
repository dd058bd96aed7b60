using System.Globalization;
using System.Text.RegularExpressions;

namespace ServiceGuru.Connectors.Commands;

/// <summary>What is kept of one start of a command: its process, its output, its end. For the user's eyes only.</summary>
internal sealed partial class CommandFolder
{
    private CommandFolder(string path) => Path = path;

    /// <summary>Gets the folder, absolute.</summary>
    public string Path { get; }

    /// <summary>Gets the output's file.</summary>
    public string Log => System.IO.Path.Join(Path, "output.log");

    /// <summary>Gets the process that leads the group, or null where the command was kept from starting.</summary>
    public int? ProcessId => Number("process") is { } number and > 0 ? number : null;

    /// <summary>Gets a value indicating whether the command has taken the right to begin, and not yet said as which process.</summary>
    public bool IsBeginning => File.Exists(Process) && Number("process") is null;

    /// <summary>Gets when it began.</summary>
    public DateTimeOffset BegunAt => File.GetLastWriteTimeUtc(Process);

    /// <summary>Gets the exit code that was written down, or null.</summary>
    public int? ExitCode => Number("exit");

    private string Process => System.IO.Path.Join(Path, "process");

    /// <summary>Makes the folder of a new start.</summary>
    public static CommandFolder Create(string root, string key)
    {
        string parent = Parent(root, key);
        MakePrivate(System.IO.Path.GetFullPath(root));
        MakePrivate(parent);
        int number = Starts(parent).DefaultIfEmpty(0).Max() + 1;
        CommandFolder folder = new(System.IO.Path.Join(parent, number.ToString(CultureInfo.InvariantCulture)));
        MakePrivate(folder.Path);
        CreatePrivate(folder.Log).Dispose();
        return folder;
    }

    /// <summary>Finds the newest start, or null.</summary>
    public static CommandFolder? FindNewest(string root, string key)
    {
        string parent = Parent(root, key);
        List<int> starts = Directory.Exists(parent) ? [.. Starts(parent)] : [];
        return starts.Count == 0 ? null : new CommandFolder(System.IO.Path.Join(parent, starts.Max().ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Keeps a command from beginning that has not begun yet; whoever makes the file first has it.</summary>
    /// <returns>Whether it has not begun, and never will.</returns>
    public bool Forbid()
    {
        try
        {
            using FileStream file = CreatePrivate(Process);
            file.Write("0\n"u8);
            return true;
        }
        catch (IOException) when (File.Exists(Process))
        {
            return false;
        }
    }

    /// <summary>Writes the process down where the command can't do it.</summary>
    public void WriteProcessId(int process) => File.WriteAllText(Process, string.Create(CultureInfo.InvariantCulture, $"{process}\n"));

    /// <summary>Writes the end down where the command has not done it.</summary>
    public void WriteExitCode(int code)
    {
        if (ExitCode is null)
        {
            File.WriteAllText(System.IO.Path.Join(Path, "exit"), string.Create(CultureInfo.InvariantCulture, $"{code}\n"));
        }
    }

    private static string Parent(string root, string key) => KeyPattern().IsMatch(key)
        ? System.IO.Path.Join(System.IO.Path.GetFullPath(root), key)
        : throw new ArgumentException($"'{key}' is no key of a command.", nameof(key));

    private static IEnumerable<int> Starts(string parent) => Directory.EnumerateDirectories(parent)
        .Select(path => int.TryParse(System.IO.Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0);

    private static void MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static FileStream CreatePrivate(string path)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private int? Number(string name)
    {
        string path = System.IO.Path.Join(Path, name);
        return File.Exists(path) && int.TryParse(File.ReadAllText(path).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    private static partial Regex KeyPattern();
}
