using System.Text.Json;
using Microsoft.Win32.SafeHandles;
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
    private readonly string _runs = Path.Combine(stateDirectory, "runs");

    /// <inheritdoc/>
    public async Task<IRunWriter> CreateAsync(string runId, RunCreated created, CancellationToken cancellationToken)
    {
        JournalWriter writer;
        try
        {
            Directory.CreateDirectory(Folder(runId));
            FileStream held = Hold(runId, FileAccess.ReadWrite) ?? throw JournalFailures.Held(runId);
            SafeFileHandle journal = File.OpenHandle(Journal(runId), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            writer = new JournalWriter(held, journal, Answers(runId), new JournalContent([], 0, JournalFormat.Genesis), null, time) { RunId = runId };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw JournalFailures.CannotBegin(stateDirectory, error);
        }

        try
        {
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
            held = Hold(runId, FileAccess.ReadWrite) ?? throw JournalFailures.Held(runId);
            journal = File.OpenHandle(Journal(runId), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            JournalContent content = JournalReader.Read(runId, await ReadAllAsync(journal, cancellationToken).ConfigureAwait(false));
            RunState state = Fold(runId, content.Records);
            RandomAccess.SetLength(journal, content.Length);
            return new JournalWriter(held, journal, Answers(runId), content, state, time) { RunId = runId };
        }
        catch (Exception error)
        {
            journal?.Dispose();
            if (held is not null)
            {
                await held.DisposeAsync().ConfigureAwait(false);
            }

            if (error is IOException or UnauthorizedAccessException)
            {
                throw JournalFailures.CannotGoOn(runId, error);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LedgerRecord>> ReadAsync(string runId, CancellationToken cancellationToken)
    {
        EnsureExists(runId);
        try
        {
            using SafeFileHandle journal = File.OpenHandle(Journal(runId), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return JournalReader.Read(runId, await ReadAllAsync(journal, cancellationToken).ConfigureAwait(false)).Records;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw JournalFailures.Unreadable(runId, error);
        }
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
            throw JournalFailures.Unreadable(stateDirectory, error);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> IsHeldAsync(string runId, CancellationToken cancellationToken)
    {
        EnsureExists(runId);
        FileStream? held;
        try
        {
            // For reading only: a folder that can't be written must not look like one that somebody works in.
            held = Hold(runId, FileAccess.Read);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw JournalFailures.Unreadable(runId, error);
        }

        if (held is null)
        {
            return true;
        }

        await held.DisposeAsync().ConfigureAwait(false);
        return false;
    }

    /// <inheritdoc/>
    public async Task PostAnswerAsync(string runId, GateAnswer answer, CancellationToken cancellationToken)
    {
        EnsureExists(runId);
        try
        {
            Directory.CreateDirectory(Answers(runId));
            string file = Path.Combine(Answers(runId), $"{time.GetUtcNow():yyyyMMddHHmmssfffffff}-{Guid.NewGuid():N}");
            await File.WriteAllBytesAsync(file, JsonSerializer.SerializeToUtf8Bytes(answer, LedgerJson.Options), cancellationToken).ConfigureAwait(false);

            // The reader looks for .json only, and a rename is atomic: it never sees half an answer.
            File.Move(file, file + ".json");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw JournalFailures.CannotAnswer(runId, error);
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

    private static RunState Fold(string runId, IReadOnlyList<LedgerRecord> records)
    {
        try
        {
            return RunTransitions.Fold(runId, records);
        }
        catch (InvalidTransitionException error)
        {
            throw JournalFailures.NoRun(runId, error);
        }
    }

    // Error codes of a lock that another process has: ERROR_SHARING_VIOLATION, and EWOULDBLOCK of Linux and of macOS.
    private static bool IsTaken(IOException error) => OperatingSystem.IsWindows() ? (error.HResult & 0xFFFF) == 32 : error.HResult is 11 or 35;

    // The operating system releases the lock with the process, also after SIGKILL.
    private FileStream? Hold(string runId, FileAccess access)
    {
        string path = Path.Combine(Folder(runId), "run.lock");
        try
        {
            return new FileStream(path, access == FileAccess.Read && File.Exists(path) ? FileMode.Open : FileMode.OpenOrCreate, access, FileShare.None);
        }
        catch (IOException error) when (IsTaken(error))
        {
            return null;
        }
    }

    // A journal without any byte is what a process leaves that was killed before its first record: nothing ever began.
    private bool Exists(string runId) => RunIds.IsValid(runId) && new FileInfo(Journal(runId)) is { Exists: true, Length: > 0 };

    private void EnsureExists(string runId)
    {
        if (!Exists(runId))
        {
            throw JournalFailures.NotFound(runId);
        }
    }

    private string Folder(string runId) => Path.Combine(_runs, runId);

    private string Journal(string runId) => Path.Combine(Folder(runId), "journal.jsonl");

    private string Answers(string runId) => Path.Combine(Folder(runId), "answers");
}
