using System.Runtime.CompilerServices;
using System.Text;
using ServiceGuru.Operations;

namespace ServiceGuru.Ledger;

/// <summary>Checks runs' hash chains, and those of their targets.</summary>
/// <param name="ledger">The ledger.</param>
public sealed class LedgerAudit(IRunLedger ledger)
{
    /// <summary>Checks runs, each followed by those of its targets.</summary>
    /// <param name="runs">The runs, or null for all, newest first.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What was found, run by run.</returns>
    /// <exception cref="GuruException">A run that was named is not there (<c>RunNotFound</c>), or the ledger can't be read (<c>LedgerUnreadable</c>).</exception>
    public async IAsyncEnumerable<RunAudit> CheckAsync(IReadOnlyList<string>? runs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (string run in runs is null ? ledger.FindAsync(new RunFilter(), cancellationToken).ConfigureAwait(false) : Each(runs).ConfigureAwait(false))
        {
            yield return await ledger.AuditAsync(run, cancellationToken).ConfigureAwait(false);
            foreach (string target in await ledger.ListTargetsAsync(run, cancellationToken).ConfigureAwait(false))
            {
                yield return await ledger.AuditAsync(target, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Holds what was found against a last hash that was kept elsewhere.</summary>
    /// <param name="audit">What was found.</param>
    /// <param name="hash">The hash, hexadecimal.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The same, or that the run was cut off.</returns>
    public async Task<RunAudit> HoldAgainstAsync(RunAudit audit, string hash, CancellationToken cancellationToken) =>
        !audit.Intact || await FindAsync(audit.RunId, hash, cancellationToken).ConfigureAwait(false) is not null ? audit : audit with
        {
            CutOff = true,
            Reason = $"records were cut off, or {hash} is the hash of another run",
        };

    /// <summary>
    /// Finds the record that has a hash. Somebody who kept a run's last hash elsewhere proves by it that nothing was cut off:
    /// all that was recorded until then is still there, unchanged.
    /// </summary>
    /// <param name="run">The run, whose chain holds.</param>
    /// <param name="hash">The hash, hexadecimal.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The record's sequence, or null where none has it.</returns>
    public async Task<long?> FindAsync(string run, string hash, CancellationToken cancellationToken)
    {
        using MemoryStream lines = new();
        await ledger.ExportAsync(run, lines, cancellationToken).ConfigureAwait(false);
        byte[] end = Encoding.ASCII.GetBytes($",\"hash\":\"{hash.ToLowerInvariant()}\"}}");
        long sequence = 0;
        foreach (Range line in LinesOf(lines.GetBuffer().AsSpan(0, (int)lines.Length)))
        {
            sequence++;
            if (lines.GetBuffer().AsSpan(0, (int)lines.Length)[line].EndsWith(end))
            {
                return sequence;
            }
        }

        return null;
    }

    private static List<Range> LinesOf(ReadOnlySpan<byte> content)
    {
        List<Range> lines = [];
        for (int begin = 0; content[begin..].IndexOf((byte)'\n') is var length and >= 0; begin += length + 1)
        {
            lines.Add(begin..(begin + length));
        }

        return lines;
    }

    private static async IAsyncEnumerable<string> Each(IEnumerable<string> runs)
    {
        foreach (string run in runs)
        {
            yield return await Task.FromResult(run).ConfigureAwait(false);
        }
    }
}
