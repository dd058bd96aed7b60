using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace ServiceGuru;

/// <summary>
/// A PostgreSQL server of the tests' own: a temporary folder, a free port on loopback, nothing else. A small shell stands
/// beside it and ends it with the tests, however these end.
/// </summary>
public sealed class PostgresInstance : IAsyncDisposable
{
    // Answers each line with one. As root it runs as the user postgres, because the server refuses to be root.
    private const string Supervisor = """
        set -u
        bin=$1
        port=$2
        read -r password
        dir=$(mktemp -d "${TMPDIR:-/tmp}/guru-postgres-XXXXXX") || exit 1
        trap 'rm -rf "$dir"' EXIT
        trap '' INT TERM HUP
        cd "$dir"
        umask 077
        printf %s "$password" > password
        "$bin/initdb" -D data -U guru -A scram-sha-256 --pwfile=password -E UTF8 --locale=C --no-sync > init.log 2>&1 || { cat init.log >&2; exit 1; }
        cat >> data/postgresql.conf <<EOF
        listen_addresses = '127.0.0.1'
        port = $port
        unix_socket_directories = ''
        fsync = on
        max_connections = 80
        shared_buffers = 16MB
        EOF
        echo "$dir/password"
        while read -r line; do
          case $line in
            start) "$bin/pg_ctl" -D data -w -t 60 -l log start > /dev/null 2>&1 ;;
            *) "$bin/pg_ctl" -D data -w -t 60 -m "$line" stop > /dev/null 2>&1 ;;
          esac
          echo $?
        done
        "$bin/pg_ctl" -D data -w -m immediate stop > /dev/null 2>&1
        """;

    private static readonly Lazy<Task<PostgresInstance>> OfAssembly = new(StartAsync);

    private readonly Process _shell;

    private PostgresInstance(Process shell, int port, string passwordFile)
    {
        _shell = shell;
        Port = port;
        PasswordFile = passwordFile;
    }

    /// <summary>The instance that all tests of the assembly share; nobody stops it.</summary>
    public static Task<PostgresInstance> Shared => OfAssembly.Value;

    /// <summary>The server's port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The file with the password of its superuser <c>guru</c>.</summary>
    public string PasswordFile { get; }

    private static string? Programs { get; } = new[] { "/usr/lib/postgresql/17/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/15/bin" }
        .Concat((Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':'))
        .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));

    // Debian keeps it in a folder that is not on everybody's PATH.
    private static string Runuser { get; } = File.Exists("/usr/sbin/runuser") ? "/usr/sbin/runuser" : "runuser";

    /// <summary>Why there is no server to be had here, or null.</summary>
    public static string? Missing { get; } =
        Programs is null || OperatingSystem.IsWindows() || (Environment.IsPrivilegedProcess && !File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)))
            ? "initdb is not installed: the ledger in PostgreSQL is not tested."
            : null;

    /// <summary>Skips the test where there is no PostgreSQL.</summary>
    public static void Require() => Skip.If(Missing is not null, Missing);

    /// <summary>Starts an instance that the caller disposes.</summary>
    public static async Task<PostgresInstance> StartAsync()
    {
        try
        {
            return await TryStartAsync();
        }
        catch (InvalidOperationException)
        {
            // Somebody else may have taken the port between its choice and the start.
            return await TryStartAsync();
        }
    }

    private static async Task<PostgresInstance> TryStartAsync()
    {
        int port = FreePorts.Take(1)[0];
        string[] command = ["sh", "-c", Supervisor, "sh", Programs!, port.ToString(CultureInfo.InvariantCulture)];
        string[] whole = Environment.IsPrivilegedProcess ? [Runuser, "-u", "postgres", "--", .. command] : command;
        Process shell = Process.Start(new ProcessStartInfo(whole[0], whole[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/" })!;
        await shell.StandardInput.WriteLineAsync(RandomNumberGenerator.GetHexString(20));
        string file = await shell.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("initdb has failed.");
        PostgresInstance instance = new(shell, port, file);
        try
        {
            await instance.StartAgainAsync();
            return instance;
        }
        catch
        {
            await instance.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives the address of a schema of its own.</summary>
    /// <param name="schema">The schema; a new name by default.</param>
    /// <param name="port">The port, where something stands before the server.</param>
    public string Address(string? schema = null, int? port = null) =>
        $"postgres://guru@127.0.0.1:{port ?? Port}/postgres?passwordFile={PasswordFile}&schema={schema ?? NewSchema()}";

    /// <summary>Gives a schema's name that is not taken.</summary>
    public static string NewSchema() => "t" + Guid.NewGuid().ToString("N");

    /// <summary>Carries statements out as the superuser.</summary>
    public async Task ExecuteAsync(string sql, string database = "postgres")
    {
        await using NpgsqlConnection connection = await ConnectAsync(database);
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Asks for the first column of all rows as text.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string sql)
    {
        await using NpgsqlConnection connection = await ConnectAsync("postgres");
        await using NpgsqlCommand command = new(sql, connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        }

        return rows;
    }

    /// <summary>Shuts the server down in an orderly way; sessions are cut off.</summary>
    public Task StopAsync() => TellAsync("fast");

    /// <summary>Ends the server as a crash does: without a checkpoint, without a word to anybody.</summary>
    public Task CrashAsync() => TellAsync("immediate");

    /// <summary>Starts it again, on the same port.</summary>
    public Task StartAgainAsync() => TellAsync("start");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    private async Task<NpgsqlConnection> ConnectAsync(string database)
    {
        NpgsqlConnection connection = new($"Host=127.0.0.1;Port={Port};Database={database};Username=guru;Password={await File.ReadAllTextAsync(PasswordFile)};Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private async Task TellAsync(string command)
    {
        await _shell.StandardInput.WriteLineAsync(command);
        if (await _shell.StandardOutput.ReadLineAsync() != "0")
        {
            throw new InvalidOperationException($"PostgreSQL: {command} has failed.");
        }
    }
}
