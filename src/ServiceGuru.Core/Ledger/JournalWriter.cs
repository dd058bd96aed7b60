using Microsoft.Win32.SafeHandles;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Ledger;

/// <summary>Appends to a journal file; every record is on disk before it counts.</summary>
internal sealed class JournalWriter : IRunWriter
{
    private readonly FileStream _lock;
    private readonly SafeFileHandle _journal;
    private readonly string _mailbox;
    private readonly string _progress;
    private readonly TimeProvider _time;
    private FileStream? _service;
    private RunState? _state;
    private string _hash;
    private long _length;

    public JournalWriter(FileStream lockFile, SafeFileHandle journal, string mailbox, string progress, LedgerContent content, RunState? state, TimeProvider time)
    {
        _lock = lockFile;
        _journal = journal;
        _mailbox = mailbox;
        _progress = progress;
        _time = time;
        _state = state;
        _hash = content.Hash;
        _length = content.Length;
    }

    /// <inheritdoc/>
    public RunState State => _state ?? throw new InvalidOperationException("The run has no first record yet.");

    /// <summary>Gets or sets the run's id until the first record is there.</summary>
    public required string RunId { get; init; }

    /// <summary>Gets or sets what takes a service's lock, or throws.</summary>
    public required Func<RunCreated, FileStream> HoldService { get; init; }

    /// <inheritdoc/>
    public async ValueTask<LedgerRecord> AppendAsync(RunEvent runEvent, CancellationToken cancellationToken) =>
        (await AppendAsync([runEvent], cancellationToken).ConfigureAwait(false))[0].Record;

    /// <inheritdoc/>
    public Task TakeServiceAsync(CancellationToken cancellationToken)
    {
        TakeService(State.Created);
        return Task.CompletedTask;
    }

    /// <summary>Takes the service of the run that is about to begin.</summary>
    public void TakeService(RunCreated created) => _service ??= created.IsAlone ? HoldService(created) : null;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AppendedRecord>> AppendAsync(IReadOnlyList<RunEvent> events, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        List<AppendedRecord> appended = new(events.Count);
        List<ReadOnlyMemory<byte>> lines = new(events.Count);
        RunState? next = _state;
        string hash = _hash;
        foreach (RunEvent runEvent in events)
        {
            // The transition is checked before the record is written: a ledger never holds a record that does not fit.
            LedgerRecord record = new((next?.Sequence ?? 0) + 1, _time.GetUtcNow(), runEvent);
            next = next is null ? RunTransitions.Begin(RunId, record) : RunTransitions.Apply(next, record);
            lines.Add(LedgerFormat.Write(record, hash, out hash));
            appended.Add(new AppendedRecord(record, next));
        }

        if (RandomAccess.GetLength(_journal) != _length)
        {
            throw LedgerFailures.Stale(RunId);
        }

        try
        {
            RandomAccess.Write(_journal, lines, _length);
            RandomAccess.FlushToDisk(_journal);
        }
        catch (IOException error)
        {
            CutBack();
            throw _state is null
                ? LedgerFailures.CannotBegin(RunId, error.Message, JournalLedger.Remedy, error)
                : LedgerFailures.CannotGoOn(RunId, error.Message, JournalLedger.Remedy, error);
        }

        _state = next;
        _hash = hash;
        _length += lines.Sum(line => line.Length);
        return ValueTask.FromResult<IReadOnlyList<AppendedRecord>>(appended);
    }

    /// <inheritdoc/>
    public CancellationToken Lost => CancellationToken.None;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PostedRequest>> ReadRequestsAsync(CancellationToken cancellationToken)
    {
        try
        {
            List<PostedRequest> requests = [];
            string[] files = Directory.Exists(_mailbox) ? Directory.GetFiles(_mailbox, "*.json") : [];
            foreach (string file in files.Order(StringComparer.Ordinal))
            {
                requests.Add(new PostedRequest(Path.GetFileName(file), RequestFormat.Read(await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false))));
            }

            return requests;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw MailboxUnusable(error);
        }
    }

    /// <inheritdoc/>
    public Task RemoveRequestAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            File.Delete(Path.Combine(_mailbox, Path.GetFileName(id)));
            return Task.CompletedTask;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw MailboxUnusable(error);
        }
    }

    /// <inheritdoc/>
    public async Task TellAsync(IReadOnlyList<ProgressLine> lines, CancellationToken cancellationToken)
    {
        try
        {
            await JournalProgress.AppendAsync(_progress, lines, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Progress is for watching only: a full disk ends the run at its next record, with words, and not here.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _journal.Dispose();
        await (_service?.DisposeAsync() ?? ValueTask.CompletedTask).ConfigureAwait(false);
        await _lock.DisposeAsync().ConfigureAwait(false);
    }

    // Whoever posts first makes the folder: after a 'sudo guru approve' it belongs to root, and the run can't empty it.
    private GuruException MailboxUnusable(Exception error) => LedgerFailures.CannotGoOn(
        RunId, error.Message, $"Give the folder {_mailbox} with all that is in it to {Environment.UserName}, who works on the run (chown -R)", error);

    // A full disk may have taken a part of the line; whoever opens the journal next cuts it off, too.
    private void CutBack()
    {
        try
        {
            RandomAccess.SetLength(_journal, _length);
        }
        catch (IOException)
        {
            // The original error tells more; a torn last line is harmless.
        }
    }
}
