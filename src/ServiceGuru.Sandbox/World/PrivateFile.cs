using System.Text;

namespace ServiceGuru.Sandbox.World;

/// <summary>Files and folders that only their owner can read (on Windows the user profile's own rights say so).</summary>
internal static class PrivateFile
{
    /// <summary>Makes a folder with mode 700; an existing one is narrowed.</summary>
    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(path, Mode);
        File.SetUnixFileMode(path, Mode);
    }

    /// <summary>Takes a folder for one process; the lock ends with the stream.</summary>
    /// <exception cref="SandboxException">Another one has it.</exception>
    public static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken)
        {
            throw new SandboxException(
                "Sandbox.FolderTaken", $"A sandbox already runs in {Path.GetDirectoryName(path)}: {taken.Message} Stop it, or take another folder.", taken);
        }
    }

    /// <summary>Writes a file that has mode 600 from its first byte on.</summary>
    public static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new FileStream(path, options);
        await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
    }
}
