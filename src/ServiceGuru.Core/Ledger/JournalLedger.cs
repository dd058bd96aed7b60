using System.Text.Json;
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
    private readonly string _runs = Path.Combine(stateDirectory, "runs");

    /// <inheritdoc/>
    public async Task<IRunWriter> CreateAsync(string runId, RunCreated created, CancellationToken cancellationToken)
    {
        JournalWriter writer;
        try
        {
            Directory.CreateDirectory(Folder(runId));
            FileStream held = Hold(runId) ?? throw Held(runId);
            SafeFileHandle journal = File.OpenHandle(Journal(runId), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            writer = new JournalWriter(held, journal, Answers(runId), new JournalContent([], 0, JournalFormat.Genesis), null, time) { RunId = runId };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw JournalWriter.Unwritable(runId, error);
        }

        await writer.AppendAsync(created, cancellationToken).ConfigureAwait(false);
        return writer;
    }

    /// <inheritdoc/>
    public async Task<IRunWriter> OpenAsync(string runId, CancellationToken cancellationToken)
    {
        EnsureExists(runId);
        FileStream held = Hold(runId) ?? throw Held(runId);
        try
        {
            SafeFileHandle journal = File.OpenHandle(Journal(runId), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            byte[] bytes = new byte[RandomAccess.GetLength(journal)];
            await ReadAllAsync(journal, bytes, cancellationToken).ConfigureAwait(false);
            JournalContent content = JournalReader.Read(runId, bytes);
            RunState state = Fold(runId, content.Records);
            RandomAccess.SetLength(journal, content.Length);
            return new JournalWriter(held, journal, Answers(runId), content, state, time) { RunId = runId };
        }
        catch
        {
            await held.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LedgerRecord>> ReadAsync(string runId, CancellationToken cancellationToken)
    {
        EnsureExists(runId);
        using SafeFileHandle journal = File.OpenHandle(Journal(runId), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[RandomAccess.GetLength(journal)];
        await ReadAllAsync(journal, bytes, cancellationToken).ConfigureAwait(false);
        return JournalReader.Read(runId, bytes).Records;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> ids = !Directory.Exists(_runs) ? [] :
        [
            .. Directory.EnumerateDirectories(_runs)
                .Select(folder => Path.GetFileName(folder))
                .Where(id => RunIds.IsValid(id) && File.Exists(Journal(id)))
                .OrderDescending(StringComparer.Ordinal),
        ];
        return Task.FromResult(ids);
    }

    /// <inheritdoc/>
    public async Task<bool> IsHeldAsync(string runId, CancellationToken cancellationToken)
    {
        EnsureExists(runId);
        FileStream? held = Hold(runId);
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
        Directory.CreateDirectory(Answers(runId));
        string file = Path.Combine(Answers(runId), $"{time.GetUtcNow():yyyyMMddHHmmssfffffff}-{Guid.NewGuid():N}");
        await File.WriteAllBytesAsync(file, JsonSerializer.SerializeToUtf8Bytes(answer, LedgerJson.Options), cancellationToken).ConfigureAwait(false);

        // The reader looks for .json only, and a rename is atomic: it never sees half an answer.
        File.Move(file, file + ".json");
    }

    private static async Task ReadAllAsync(SafeFileHandle file, Memory<byte> bytes, CancellationToken cancellationToken)
    {
        int read = 0;
        while (read < bytes.Length)
        {
            int count = await RandomAccess.ReadAsync(file, bytes[read..], read, cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                throw new EndOfStreamException("The journal became shorter while it was read.");
            }

            read += count;
        }
    }

    private static RunState Fold(string runId, IReadOnlyList<LedgerRecord> records)
    {
        try
        {
            return RunTransitions.Fold(runId, records);
        }
        catch (InvalidTransitionException error)
        {
            throw new GuruException(
                new Failure
                {
                    Id = "LedgerDamaged",
                    Message = $"The records of run {runId} do not make a run.",
                    Target = runId,
                    Cause = error.Message,
                    NextAction = "Nothing was changed. Start a new run; it finds out by itself what is already done.",
                },
                error);
        }
    }

    private static GuruException Held(string runId) => new(new Failure
    {
        Id = "RunHeld",
        Message = $"Another process works on run {runId}.",
        Target = runId,
        NextAction = $"Watch it with 'guru show {runId}', or end that process first.",
    });

    // The operating system releases the lock with the process, also after SIGKILL.
    private FileStream? Hold(string runId)
    {
        try
        {
            return new FileStream(Path.Combine(Folder(runId), "run.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(Path.Combine(Folder(runId), "run.lock")))
        {
            return null;
        }
    }

    private void EnsureExists(string runId)
    {
        if (!RunIds.IsValid(runId) || !File.Exists(Journal(runId)))
        {
            throw new GuruException(new Failure
            {
                Id = "RunNotFound",
                Kind = FailureKind.Usage,
                Message = $"There is no run '{runId}'.",
                Target = runId,
                NextAction = "List the runs with 'guru runs'.",
            });
        }
    }

    private string Folder(string runId) => Path.Combine(_runs, runId);

    private string Journal(string runId) => Path.Combine(Folder(runId), "journal.jsonl");

    private string Answers(string runId) => Path.Combine(Folder(runId), "answers");
}
