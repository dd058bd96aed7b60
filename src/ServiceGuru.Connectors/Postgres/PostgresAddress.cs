using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Postgres;

/// <summary>
/// Where the ledger's database is: a URI as libpq has them (https://www.postgresql.org/docs/15/libpq-connect.html, 34.1.1.2),
/// or Npgsql's key words (https://www.npgsql.org/doc/connection-string-parameters.html). It holds no password, only where
/// one is kept.
/// </summary>
public sealed partial record PostgresAddress
{
    private const string Help = "Write postgres://USER@HOST[:PORT]/DATABASE[?passwordFile=PATH&sslmode=verify-full&schema=NAME].";

    // What libpq calls them, and what Npgsql does.
    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["connect_timeout"] = "Timeout",
        ["passfile"] = "Passfile",
        ["target_session_attrs"] = "Target Session Attributes",
    };

    // What the ledger decides itself: its lock and its durability hang on it.
    private static readonly string[] Own = ["Multiplexing", "Pooling", "Enlist", "No Reset On Close", "Include Error Detail", "Log Parameters", "Persist Security Info"];

    private PostgresAddress(NpgsqlConnectionStringBuilder connection, string schema, SecretReference? password)
    {
        Connection = connection.ConnectionString;
        Schema = schema;
        Password = password;
        Display = string.Create(CultureInfo.InvariantCulture, $"postgres://{connection.Username}@{connection.Host}{(connection.Port == 5432 ? string.Empty : $":{connection.Port}")}/{connection.Database}");
        Server = string.Create(CultureInfo.InvariantCulture, $"{connection.Host}:{connection.Port}");
        Database = connection.Database!;
        User = connection.Username!;
    }

    /// <summary>The schema that the ledger's tables are in.</summary>
    public string Schema { get; }

    /// <summary>Where the password is kept, or null: then Npgsql looks into <c>PGPASSFILE</c>, <c>~/.pgpass</c> and <c>PGPASSWORD</c>.</summary>
    public SecretReference? Password { get; }

    /// <summary>User, host and database for people, e.g. <c>postgres://guru@db.example.org/serviceguru</c>.</summary>
    public string Display { get; }

    /// <summary>Host and port.</summary>
    public string Server { get; }

    /// <summary>The database.</summary>
    public string Database { get; }

    /// <summary>The role that connects.</summary>
    public string User { get; }

    /// <summary>Npgsql's connection string, without a password.</summary>
    internal string Connection { get; }

    /// <summary>Reads an address.</summary>
    /// <param name="text">A URI or key words.</param>
    /// <returns>The address.</returns>
    /// <exception cref="GuruException">It is none, or holds a password (<c>InvalidLedger</c>); the text is not repeated.</exception>
    public static PostgresAddress Parse(string text)
    {
        List<string> mistakes = [];
        NpgsqlConnectionStringBuilder connection = [];
        string schema = "serviceguru";
        SecretReference? password = null;
        foreach ((string key, string value) in text.Contains("://", StringComparison.Ordinal) ? OfUri(text, mistakes) : OfWords(text, mistakes))
        {
            string word = Words.GetValueOrDefault(key, key);
            switch (Plain(word))
            {
                case "schema":
                    schema = SchemaName().IsMatch(value) ? value : Note(mistakes, schema, "A schema's name has lowercase letters, digits and underscores, 63 at most, and begins with a letter.");
                    break;
                case "passwordfile":
                    password = value.Length > 0 ? SecretReference.Parse("file:" + value) : Note(mistakes, password, "passwordFile names no file.");
                    break;
                case "password" or "pwd" or "psw" when SecretReference.TryParse(value, out SecretReference? reference) && reference!.Scheme is "env" or "file":
                    password = reference;
                    break;
                case "password" or "pwd" or "psw":
                    mistakes.Add("It holds a password, which everybody sees who lists the processes: write passwordFile=PATH, password=env:NAME, or use a password file (PGPASSFILE).");
                    break;
                case var plain when Own.Any(own => Plain(own) == plain):
                    mistakes.Add($"'{key}' is decided by the ledger itself.");
                    break;
                default:
                    Set(connection, word, key == "sslmode" ? value.Replace("-", string.Empty, StringComparison.Ordinal) : value, key, mistakes);
                    break;
            }
        }

        Require(connection.Host, "the host", mistakes);
        Require(connection.Database, "the database", mistakes);
        Require(connection.Username, "the user", mistakes);
        return mistakes.Count == 0 ? new PostgresAddress(connection, schema, password) : throw Invalid(mistakes);
    }

    /// <summary>Says that an address can't be used.</summary>
    internal static GuruException Invalid(IReadOnlyList<string> mistakes) => new(new Failure
    {
        Id = "InvalidLedger",
        Kind = FailureKind.Usage,
        Message = "The ledger's address can't be used.",
        Target = "--ledger, $SERVICEGURU_LEDGER",
        Cause = string.Join(" ", mistakes),
        NextAction = Help + " Nothing was started.",
    });

    private static IEnumerable<(string Key, string Value)> OfUri(string text, List<string> mistakes)
    {
        // The message of a URI that can't be read would repeat it, and with it a password.
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("postgres" or "postgresql") || uri.Fragment.Length > 0)
        {
            mistakes.Add("It is no URI of PostgreSQL.");
            yield break;
        }

        yield return ("Host", uri.Host.Trim('[', ']'));
        yield return ("Port", (uri.Port > 0 ? uri.Port : 5432).ToString(CultureInfo.InvariantCulture));
        yield return ("Database", Uri.UnescapeDataString(uri.AbsolutePath.Trim('/')));
        string[] user = uri.UserInfo.Split(':', 2);
        yield return ("Username", Uri.UnescapeDataString(user[0]));
        if (user.Length > 1)
        {
            yield return ("password", string.Empty);
        }

        foreach (string pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=', 2);
            yield return (Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : string.Empty);
        }
    }

    private static IEnumerable<(string Key, string Value)> OfWords(string text, List<string> mistakes)
    {
        System.Data.Common.DbConnectionStringBuilder words = [];
        try
        {
            words.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            mistakes.Add("It is neither a URI nor key words (Host=…;Database=…;Username=…).");
        }

        return [.. words.Keys.Cast<string>().Select(key => (key, (string)words[key]))];
    }

    private static void Set(NpgsqlConnectionStringBuilder connection, string word, string value, string key, List<string> mistakes)
    {
        try
        {
            connection[word] = value;
        }
        catch (Exception error) when (error is ArgumentException or KeyNotFoundException or FormatException or NotSupportedException or OverflowException)
        {
            mistakes.Add($"'{key}' is unknown or has a value that can't be used.");
        }
    }

    private static T Note<T>(List<string> mistakes, T kept, string mistake)
    {
        mistakes.Add(mistake);
        return kept;
    }

    private static void Require(string? value, string what, List<string> mistakes)
    {
        if (string.IsNullOrEmpty(value) && mistakes.Count == 0)
        {
            mistakes.Add($"It does not name {what}.");
        }
    }

    private static string Plain(string word) => word.Replace(" ", string.Empty, StringComparison.Ordinal).ToLowerInvariant();

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,62}\z")]
    private static partial Regex SchemaName();
}
