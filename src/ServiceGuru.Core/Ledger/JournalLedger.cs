using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Win32.SafeHandles;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Ledger;

/// <summary>
/// The ledger on this machine: one append-only JSON-lines file a run. It needs no native library inside somebody's
/// PowerShell process, and a person can read it.
/// </summary>
/// <param name="stateDirectory">The state folder, absolute; runs lie in its subfolder <c>runs</c>.</param>
/// <param name="time">The clock.</param>
public sealed class JournalLedger(string stateDirectory, TimeProvider time) : IRunLedger
{
    internal const string Remedy = "Make room or repair the disk";

    // A run that a process still works on is among the newest ones.
    private const int HeldAmong = 50;

    private const string TargetsFolder = "targets";

    private readonly string _runs = Path.Combine(stateDirectory, "runs");

    private readonly JournalRemoval _removal = new(Path.Combine(stateDirectory, "runs"));

    /// <inheritdoc/>
    public async Task<IRunWriter> CreateAsync(string runId, RunCreated created, CancellationToken cancellationToken)
    {
        JournalWriter writer;
        FileStream? held = null;
        try
        {
            Directory.CreateDirectory(Folder(runId));
            held = await RunLock.TakeAsync(LockOf(runId), time, cancellationToken).ConfigureAwait(false) ?? throw LedgerFailures.Held(runId);
            SafeFileHandle journal = OpenNew(runId);
            writer = new JournalWriter(held, journal, Mailbox(runId), Progress(runId), new LedgerContent([], 0, LedgerFormat.Genesis), null, time) { RunId = runId, HoldService = HoldService };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw LedgerFailures.CannotBegin(stateDirectory, error.Message, "Make room, repair the disk, or name another folder with --state", error);
        }

        try
        {
            writer.TakeService(created);
            await writer.AppendAsync(created, cancellationToken).ConfigureAwait(false);
            return writer;
        }
        catch
        {
            await writer.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<IRunWriter> OpenAsync(string runId, CancellationToken cancellationToken)
    {
        EnsureExists(runId);
        FileStream? held = null;
        SafeFileHandle? journal = null;
        try
        {
            held = await RunLock.TakeAsync(LockOf(runId), time, cancellationToken).ConfigureAwait(false) ?? throw LedgerFailures.Held(runId);
            journal = File.OpenHandle(Journal(runId), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            LedgerContent content = LedgerReader.Read(runId, await ReadAllAsync(journal, cancellationToken).ConfigureAwait(false));
            RunState state = LedgerReader.Fold(runId, content.Records);
            RandomAccess.SetLength(journal, content.Length);
            return new JournalWriter(held, journal, Mailbox(runId), Progress(runId), content, state, time) { RunId = runId, HoldService = HoldService };
        }
        catch (Exception error)
        {
            journal?.Dispose();
            if (held is not null)
            {
                await held.DisposeAsync().ConfigureAwait(false);
            }

            if (error is FileNotFoundException or DirectoryNotFoundException)
            {
                // It was removed since it was looked for.
                throw LedgerFailures.NotFound(runId);
            }

            if (error is IOException or UnauthorizedAccessException)
            {
                throw LedgerFailures.CannotGoOn(runId, error.Message, Remedy, error);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LedgerRecord>> ReadAsync(string runId, CancellationToken cancellationToken)
    {
        EnsureExists(runId);
        return LedgerReader.Read(runId, await ReadFileAsync(runId, cancellationToken).ConfigureAwait(false)).Records;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<string> ids = !Directory.Exists(_runs) ? [] :
            [
                .. Directory.EnumerateDirectories(_runs)
                    .Select(folder => Path.GetFileName(folder))
                    .Where(Exists)
                    .OrderDescending(StringComparer.Ordinal),
            ];
            return Task.FromResult(ids);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(stateDirectory, error);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> FindAsync(RunFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IEnumerable<string> ids = await ListAsync(cancellationToken).ConfigureAwait(false);
        foreach (string id in filter.Held ? ids.Take(HeldAmong) : ids)
        {
            if ((!filter.Held || await IsHeldAsync(id, cancellationToken).ConfigureAwait(false))
                && (filter.Service is null || (await ServiceOfAsync(id, cancellationToken).ConfigureAwait(false) ?? filter.Service) == filter.Service))
            {
                yield return id;
            }
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListTargetsAsync(string runId, CancellationToken cancellationToken)
    {
        EnsureExists(runId);
        string targets = Path.Combine(Folder(runId), TargetsFolder);
        try
        {
            IReadOnlyList<string> ids = !Directory.Exists(targets) ? [] :
            [
                .. Directory.EnumerateDirectories(targets).Select(folder => $"{runId}.{Path.GetFileName(folder)}").Where(Exists).Order(StringComparer.Ordinal),
            ];
            return Task.FromResult(ids);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(runId, error);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProgressLine>> ReadProgressAsync(string runId, CancellationToken cancellationToken)
    {
        EnsureExists(runId);
        try
        {
            return await JournalProgress.ReadAsync(Progress(runId), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(runId, error);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TargetRun>> ListTargetRunsAsync(string runId, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> ids = await ListTargetsAsync(runId, cancellationToken).ConfigureAwait(false);
        try
        {
            return [.. ids.Select(id => JournalTail.Read(id, Journal(id))).OfType<TargetRun>()];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw Unreadable(runId, error);
        }
    }

    /// <inheritdoc/>
    public async Task<RunAudit> AuditAsync(string runId, CancellationToken cancellationToken)
    {
        EnsureExists(runId);
        return LedgerReader.Audit(runId, await ReadFileAsync(runId, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async Task ExportAsync(string runId, Stream destination, CancellationToken cancellationToken)
    {
        EnsureExists(runId);
        byte[] bytes = await ReadFileAsync(runId, cancellationToken).ConfigureAwait(false);
        await destination.WriteAsync(bytes.AsMemory(0, bytes.AsSpan().LastIndexOf((byte)'\n') + 1), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string runId, CancellationToken cancellationToken)
    {
        EnsureExists(runId);
        List<FileStream> locks = [];
        try
        {
            // Held until nothing is left, so that nobody goes on with a run whose record vanishes under them.
            await HoldAsync(runId).ConfigureAwait(false);
            foreach (string target in await ListTargetsAsync(runId, cancellationToken).ConfigureAwait(false))
            {
                await HoldAsync(target).ConfigureAwait(false);
            }

            _removal.Remove(Folder(runId), locks);
        }
        catch (DirectoryNotFoundException)
        {
            throw LedgerFailures.NotFound(runId);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw LedgerFailures.CannotDelete(runId, error.Message, "Check the folder's permissions", error);
        }
        finally
        {
            JournalRemoval.Release(locks);
        }

        async Task HoldAsync(string id) =>
            locks.Add(await RunLock.TakeAsync(LockOf(id), time, cancellationToken).ConfigureAwait(false) ?? throw LedgerFailures.Held(id));
    }

    /// <inheritdoc/>
    public Task<bool> IsHeldAsync(string runId, CancellationToken cancellationToken)
    {
        EnsureExists(runId);
        try
        {
            return Task.FromResult(RunLock.IsHeld(LockOf(runId)));
        }
        catch (DirectoryNotFoundException)
        {
            throw LedgerFailures.NotFound(runId);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(runId, error);
        }
    }

    /// <inheritdoc/>
    public async Task PostAsync(string runId, RunRequest request, CancellationToken cancellationToken)
    {
        EnsureExists(runId);
        try
        {
            Directory.CreateDirectory(Mailbox(runId));
            string file = Path.Combine(Mailbox(runId), $"{time.GetUtcNow():yyyyMMddHHmmssfffffff}-{Guid.NewGuid():N}");
            await File.WriteAllBytesAsync(file, RequestFormat.Write(request), cancellationToken).ConfigureAwait(false);

            // The reader looks for .json only, and a rename is atomic: it never sees half a request.
            File.Move(file, file + ".json");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw LedgerFailures.CannotAnswer(runId, error.Message, Remedy, error);
        }
    }

    /// <summary>Looks at the ends of a journal only, however long it is.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What they tell, or null where they can't be read.</returns>
    public Task<RunGlance?> GlanceAsync(string runId, CancellationToken cancellationToken) => JournalHead.GlanceAsync(runId, Journal(runId), cancellationToken);

    // Null where the first record can't be read: whoever reads the run is told so, instead of never hearing of it.
    private async Task<string?> ServiceOfAsync(string runId, CancellationToken cancellationToken)
    {
        try
        {
            return await JournalHead.ReadAsync(Journal(runId), cancellationToken).ConfigureAwait(false) is { } first
                && first["event"] is JsonObject created && created["service"] is JsonValue value && value.TryGetValue(out string? service) ? service : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(runId, error);
        }
    }

    // The id of a target's run is given: a process that was killed before its first record was whole leaves a journal that
    // holds nothing, and the next one begins it anew. Under the run's lock.
    private SafeFileHandle OpenNew(string runId)
    {
        SafeFileHandle journal = File.OpenHandle(Journal(runId), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        if (RandomAccess.GetLength(journal) > 0 && JournalTail.Read(runId, Journal(runId)) is not null)
        {
            journal.Dispose();
            throw new IOException($"There is a run {runId} already.");
        }

        RandomAccess.SetLength(journal, 0);
        return journal;
    }

    private async Task<byte[]> ReadFileAsync(string runId, CancellationToken cancellationToken)
    {
        try
        {
            using SafeFileHandle journal = File.OpenHandle(Journal(runId), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return await ReadAllAsync(journal, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(runId, error);
        }
    }

    private static async Task<byte[]> ReadAllAsync(SafeFileHandle file, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[RandomAccess.GetLength(file)];
        int read = 0;
        while (read < bytes.Length)
        {
            int count = await RandomAccess.ReadAsync(file, bytes.AsMemory(read), read, cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                throw new EndOfStreamException("The journal became shorter while it was read.");
            }

            read += count;
        }

        return bytes;
    }

    private static GuruException Unreadable(string target, Exception error) =>
        LedgerFailures.Unreadable(target, error.Message, "Check the state folder's permissions, and that it is the right one (--state).", error);

    // The file is the definition's, not the name's: copies of a definition in one state folder are services of their own.
    private FileStream HoldService(RunCreated created)
    {
        string folder = Path.Combine(stateDirectory, "services");
        string name = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(created.ServicePath ?? created.Service)))[..16];
        try
        {
            Directory.CreateDirectory(folder);
            return RunLock.Open(Path.Combine(folder, $"{name}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
                ?? throw LedgerFailures.AnotherBegins(created.Service);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw LedgerFailures.CannotBegin(stateDirectory, error.Message, Remedy, error);
        }
    }

    // A journal without any byte is what a process leaves that was killed before its first record: nothing ever began.
    private bool Exists(string runId) => RunIds.IsValid(runId) && new FileInfo(Journal(runId)) is { Exists: true, Length: > 0 };

    private void EnsureExists(string runId)
    {
        if (!Exists(runId))
        {
            throw LedgerFailures.NotFound(runId);
        }
    }

    // The runs of targets lie in the folder of the run that they belong to, and go with it.
    private string Folder(string runId) => RunIds.ParentOf(runId) is { } parent
        ? Path.Combine(_runs, parent, TargetsFolder, runId[(parent.Length + 1)..])
        : Path.Combine(_runs, runId);

    private string LockOf(string runId) => Path.Combine(Folder(runId), "run.lock");

    private string Journal(string runId) => Path.Combine(Folder(runId), "journal.jsonl");

    private string Progress(string runId) => Path.Combine(Folder(runId), "progress.jsonl");

    private string Mailbox(string runId) => Path.Combine(Folder(runId), "requests");
}
