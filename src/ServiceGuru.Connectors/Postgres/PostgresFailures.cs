using System.Net.Sockets;
using Npgsql;
using ServiceGuru.Operations;

namespace ServiceGuru.Connectors.Postgres;

/// <summary>
/// Turns what the server says into failures; the states are those of
/// https://www.postgresql.org/docs/15/errcodes-appendix.html.
/// </summary>
internal static class PostgresFailures
{
    /// <summary>Tells whether an exception comes from the server or the way to it.</summary>
    public static bool IsOurs(Exception error) => error is NpgsqlException or SocketException or TimeoutException or IOException || Within(error) is not null;

    /// <summary>Tells whether another connection may do better: this one is gone, and nobody knows what became of the statement, or the server asks to come again.</summary>
    public static bool IsBroken(Exception error) => error switch
    {
        // Shut down, crashed, starting up, idle for too long, too many connections: it passes.
        PostgresException { SqlState: "57P01" or "57P02" or "57P03" or "57P05" or "53300" } => true,

        // Cancelled, or in the way of another transaction: another look decides.
        PostgresException { SqlState: "57014" or "40001" or "40P01" } => true,
        PostgresException refused => refused.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException => Within(error) is null,
        SocketException or TimeoutException or IOException => true,
        _ => false,
    };

    /// <summary>Gives the failure behind an exception.</summary>
    /// <param name="error">The exception.</param>
    /// <param name="address">The ledger's address.</param>
    /// <param name="otherwise">Makes the failure of what was tried, of a cause and a remedy.</param>
    public static GuruException Of(Exception error, PostgresAddress address, Func<string, string, Exception, GuruException> otherwise)
    {
        if (Within(error) is { } known)
        {
            return known;
        }

        return error switch
        {
            PostgresException { SqlState: "28P01" or "28000" } refused => Unusable(
                "LedgerAccessDenied", $"The ledger's server does not let '{address.User}' in.", refused, address, "Check the user, and where the password comes from (passwordFile, password=env:NAME, PGPASSFILE)."),
            PostgresException { SqlState: "3D000" } missing => Unusable(
                "LedgerDatabaseNotFound", $"The ledger's server has no database '{address.Database}'.", missing, address, "Correct the address, or create the database."),
            PostgresException { SqlState: "42501" } denied => Unusable(
                "LedgerAccessDenied", $"'{address.User}' may not do that in the ledger.", denied, address, $"Give the role its rights on schema {address.Schema}, see docs/operating.md, PostgreSQL."),
            PostgresException { SqlState: "25006" } standby => otherwise(Says(standby), "Name the primary server: this one is read-only", error),
            PostgresException { SqlState: "53100" } full => otherwise(Says(full), "Make room on the server's disk", error),
            PostgresException other when !IsBroken(other) => otherwise(Says(other), "See the server's log", error),
            _ => Unreachable(error, address),
        };
    }

    /// <summary>Gives one line of what happened.</summary>
    public static string Cause(Exception error) => error is PostgresException said ? Says(said) : (error.InnerException is SocketException inner ? inner : error).Message;

    /// <summary>The server does not keep what the ledger promises.</summary>
    public static GuruException Unsafe(PostgresAddress address, string cause, string nextAction) => new(new Failure
    {
        Id = "LedgerUnsafe",
        Kind = FailureKind.Unreachable,
        Message = $"The database at {address.Server} can't be a ledger.",
        Target = address.Display,
        Cause = cause,
        NextAction = nextAction,
    });

    /// <summary>The schema is of a later version of this program.</summary>
    public static GuruException TooNew(PostgresAddress address, int found, int known) => new(new Failure
    {
        Id = "LedgerTooNew",
        Kind = FailureKind.Unreachable,
        Message = $"The ledger's schema {address.Schema} has version {found}, and this program knows versions up to {known}.",
        Target = address.Display,
        NextAction = "Update ServiceGuru here. Nothing was changed.",
    });

    private static GuruException Unreachable(Exception error, PostgresAddress address) => new(
        new Failure
        {
            Id = "LedgerUnreachable",
            Kind = FailureKind.Unreachable,
            Message = $"The ledger's server {address.Server} can't be reached.",
            Target = address.Display,
            Cause = Cause(error),
            NextAction = "Check the address, the network and the server. Nothing was started.",
            Transient = true,
        },
        error);

    private static GuruException Unusable(string id, string message, PostgresException error, PostgresAddress address, string nextAction) => new(
        new Failure
        {
            Id = id,
            Kind = FailureKind.Unreachable,
            Message = message,
            Target = address.Display,
            Cause = Says(error),
            NextAction = nextAction,
        },
        error);

    private static string Says(PostgresException error) => $"PostgreSQL says: {error.MessageText} ({error.SqlState})";

    private static GuruException? Within(Exception? error) => error is null or GuruException ? error as GuruException : Within(error.InnerException);
}
