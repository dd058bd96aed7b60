using System.Text;

namespace ServiceGuru.Sandbox.Git;

/// <summary>
/// Notices pushes. Each update of a branch leaves one line in its reflog, so two pushes between two looks still are
/// two, and what the world itself does to a branch (which is no push) is told apart.
/// </summary>
/// <param name="repositories">The repositories.</param>
/// <param name="time">The clock; looks are 50 ms apart.</param>
/// <param name="pushed">Called for every push, in order, one at a time.</param>
/// <param name="refs">The folder of the refs that are watched.</param>
internal sealed class PushWatcher(
    IReadOnlyList<SandboxRepository> repositories, TimeProvider time, Func<RefUpdate, CancellationToken, Task> pushed, string refs = "heads")
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Dictionary<string, long> read = new(StringComparer.Ordinal);

    /// <summary>Takes all that is there by now as known.</summary>
    public void Begin()
    {
        foreach (string log in repositories.SelectMany(Logs))
        {
            read[log] = new FileInfo(log).Length;
        }
    }

    /// <summary>Looks until it is canceled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            await NoticeAsync(cancellationToken);
        }
    }

    /// <summary>Looks now: what was pushed before has been noticed when this returns.</summary>
    public async Task NoticeAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            foreach (SandboxRepository repository in repositories)
            {
                await LookAsync(repository, cancellationToken);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    private string Folder(SandboxRepository repository) => Path.Combine(repository.Path, "logs", "refs", refs);

    private IReadOnlyList<string> Logs(SandboxRepository repository) => Directory.Exists(Folder(repository))
        ? Directory.GetFiles(Folder(repository), "*", SearchOption.AllDirectories)
        : [];

    private IReadOnlyList<string>? LogsUnlessChanging(SandboxRepository repository)
    {
        try
        {
            return Logs(repository);
        }
        catch (DirectoryNotFoundException)
        {
            // git removes a folder with its last branch; the next look sees the folders as they are then.
            return null;
        }
    }

    private async Task LookAsync(SandboxRepository repository, CancellationToken cancellationToken)
    {
        if (LogsUnlessChanging(repository) is not { } logs)
        {
            return;
        }

        foreach (string log in logs)
        {
            foreach (string commit in NewPushes(log))
            {
                await pushed(new RefUpdate(repository, Branch(repository, log), commit), cancellationToken);
            }
        }

        foreach (string gone in read.Keys.Where(log => log.StartsWith(Folder(repository), StringComparison.Ordinal)).Except(logs).ToList())
        {
            read.Remove(gone);
            await pushed(new RefUpdate(repository, Branch(repository, gone), New: null), cancellationToken);
        }
    }

    private string Branch(SandboxRepository repository, string log) => Path.GetRelativePath(Folder(repository), log).Replace('\\', '/');

    private List<string> NewPushes(string log)
    {
        var commits = new List<string>();
        long position = read.GetValueOrDefault(log);
        using FileStream? file = Open(log);
        if (file is null || file.Length == position)
        {
            return commits;
        }

        // Shorter than before: the branch was removed and made anew between two looks.
        file.Position = file.Length < position ? 0 : position;
        position = file.Position;
        using var reader = new StreamReader(file, Encoding.UTF8);
        string text = reader.ReadToEnd();
        string whole = text[..(text.LastIndexOf('\n') + 1)];
        read[log] = position + Encoding.UTF8.GetByteCount(whole);
        foreach (string line in whole.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            // "<old> <new> <who> <when> <zone>\t<why>" (gitrepository-layout(5)); receive-pack says "push".
            int tab = line.IndexOf('\t');
            if (tab > 81 && line.AsSpan(tab + 1).StartsWith("push"))
            {
                commits.Add(line[41..81]);
            }
        }

        return commits;
    }

    private static FileStream? Open(string log)
    {
        try
        {
            return new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
