using ServiceGuru.Connectors.Postgres;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;

namespace ServiceGuru.Connectors.Sessions;

/// <summary>
/// Which ledger: the one that was named, else <c>$SERVICEGURU_LEDGER</c>, else the journal in the state folder. Whatever is
/// nearest to the call wins.
/// </summary>
public static class LedgerChoice
{
    /// <summary>The variable that names a ledger.</summary>
    public const string Variable = "SERVICEGURU_LEDGER";

    /// <summary>The name of the journal, where the variable names another ledger.</summary>
    public const string Journal = "journal";

    /// <summary>Opens the ledger. Connects to nothing.</summary>
    /// <param name="settings">What the face tells.</param>
    /// <returns>The ledger.</returns>
    /// <exception cref="GuruException">Its address can't be used (<c>InvalidLedger</c>).</exception>
    public static IRunLedger Open(SessionSettings settings)
    {
        string? named = settings.Ledger is { Length: > 0 } given ? given : settings.Environment(Variable);
        if (named is null or "" or Journal)
        {
            return new JournalLedger(settings.StateDirectory, settings.Time);
        }

        // A resolver of its own each time: a password that is renewed counts from the next connection on.
        return new PostgresLedger(
            PostgresAddress.Parse(named),
            (reference, cancellationToken) => settings.Secrets(settings.CurrentDirectory, _ => { }).ResolveAsync(reference, cancellationToken),
            settings.Time);
    }

    /// <summary>Tells what is wrong with a ledger's name.</summary>
    /// <param name="named">An address, or <see cref="Journal"/>.</param>
    /// <returns>The mistake, or null.</returns>
    public static string? Mistake(string named)
    {
        try
        {
            _ = named is Journal ? null : PostgresAddress.Parse(named);
            return null;
        }
        catch (GuruException error)
        {
            return error.Failure.Cause;
        }
    }
}
