using System.Text.Json;
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
    private readonly string _answers;
    private readonly TimeProvider _time;
    private RunState? _state;
    private string _hash;
    private long _length;

    public JournalWriter(FileStream lockFile, SafeFileHandle journal, string answers, JournalContent content, RunState? state, TimeProvider time)
    {
        _lock = lockFile;
        _journal = journal;
        _answers = answers;
        _time = time;
        _state = state;
        _hash = content.Hash;
        _length = content.Length;
    }

    /// <inheritdoc/>
    public RunState State => _state ?? throw new InvalidOperationException("The run has no first record yet.");

    /// <summary>Gets or sets the run's id until the first record is there.</summary>
    public required string RunId { get; init; }

    /// <inheritdoc/>
    public ValueTask<LedgerRecord> AppendAsync(RunEvent runEvent, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LedgerRecord record = new((_state?.Sequence ?? 0) + 1, _time.GetUtcNow(), runEvent);

        // The transition is checked before the record is written: a ledger never holds a record that does not fit.
        RunState next = _state is null ? RunTransitions.Begin(RunId, record) : RunTransitions.Apply(_state, record);
        byte[] line = JournalFormat.Write(record, _hash, out string hash);
        if (RandomAccess.GetLength(_journal) != _length)
        {
            throw new GuruException(new Failure
            {
                Id = "StaleWriter",
                Message = $"Somebody else has written to run {RunId} since it was opened.",
                Target = RunId,
                NextAction = $"Look at it with 'guru show {RunId}', then resume it.",
            });
        }

        try
        {
            RandomAccess.Write(_journal, line, _length);
            RandomAccess.FlushToDisk(_journal);
        }
        catch (IOException error)
        {
            CutBack();
            throw _state is null ? JournalFailures.CannotBegin(RunId, error) : JournalFailures.CannotGoOn(RunId, error);
        }

        _state = next;
        _hash = hash;
        _length += line.Length;
        return ValueTask.FromResult(record);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<GateAnswer>> TakeAnswersAsync(string step, CancellationToken cancellationToken)
    {
        List<GateAnswer> answers = [];
        string[] files = Directory.Exists(_answers) ? Directory.GetFiles(_answers, "*.json") : [];
        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            byte[] content = await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false);
            GateAnswer answer = Read(content, step);
            if (answer.Step == step)
            {
                answers.Add(answer);
                File.Delete(file);
            }
        }

        return answers;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _journal.Dispose();
        await _lock.DisposeAsync().ConfigureAwait(false);
    }

    // An answer that nobody can read must not let the run through.
    private static GateAnswer Read(byte[] content, string step)
    {
        try
        {
            return JsonSerializer.Deserialize<GateAnswer>(content, LedgerJson.Options) is { Step: not null, By: not null } answer
                ? answer
                : new GateAnswer(step, "unknown", false, "unreadable answer");
        }
        catch (JsonException)
        {
            return new GateAnswer(step, "unknown", false, "unreadable answer");
        }
    }

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
