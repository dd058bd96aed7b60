using ServiceGuru.Cmdlets;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;

namespace ServiceGuru.Completion;

/// <summary>The ledger that a completer may ask.</summary>
internal static class CompletionLedger
{
    /// <summary>
    /// Reads from the chosen ledger where it is a journal. A key that was pressed must not wait for a network, and says
    /// nothing of what is wrong: the cmdlet itself does.
    /// </summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="read">Reads it.</param>
    /// <param name="none">The answer where nothing can be read.</param>
    /// <returns>What was read.</returns>
    public static T Read<T>(Func<IRunLedger, CancellationToken, Task<T>> read, T none)
    {
        T found = none;
        try
        {
            if (LedgerChoice.Open(ModuleSettings.Create(Environment.CurrentDirectory)) is JournalLedger journal)
            {
                using OutputPump pump = new(CancellationToken.None);
                pump.Run(async cancellationToken => found = await read(journal, cancellationToken).ConfigureAwait(false));
            }
        }
        catch (GuruException)
        {
            return none;
        }

        return found;
    }
}
