using System.Diagnostics;
using System.Globalization;

namespace ServiceGuru;

/// <summary>
/// A RabbitMQ server of the tests' own: a temporary folder, free ports on loopback, its own name service and cookie. A small
/// shell stands beside it and ends it with the tests, however these end.
/// </summary>
public sealed class RabbitInstance : IAsyncDisposable
{
    // Answers each line with one. The program in /usr/sbin refuses ordinary users and changes to its own; this one does not.
    private const string Supervisor = """
        set -u
        server=$1
        dir=$(mktemp -d "${TMPDIR:-/tmp}/guru-rabbit-XXXXXX") || exit 1
        mkdir "$dir/home" "$dir/mnesia" "$dir/log"
        : > "$dir/env.conf"
        echo '[].' > "$dir/plugins"
        printf 'listeners.tcp.1 = 127.0.0.1:%s\n' "$2" > "$dir/rabbitmq.conf"
        export HOME="$dir/home" RABBITMQ_NODENAME="guru-$2@localhost" RABBITMQ_MNESIA_BASE="$dir/mnesia" RABBITMQ_LOG_BASE="$dir/log"
        export RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT=$2 RABBITMQ_DIST_PORT=$3 ERL_EPMD_PORT=$4 ERL_EPMD_ADDRESS=127.0.0.1
        export RABBITMQ_CONF_ENV_FILE="$dir/env.conf" RABBITMQ_CONFIG_FILE="$dir/rabbitmq.conf" RABBITMQ_ENABLED_PLUGINS_FILE="$dir/plugins" RABBITMQ_PID_FILE="$dir/pid"
        export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none"
        cd "$dir"
        beam=
        halt() {
          [ -n "$beam" ] || return 0
          if [ "$1" = KILL ]; then kill -KILL "$(cat "$dir/pid")" 2> /dev/null; else kill -TERM "$beam"; fi
          wait "$beam" 2> /dev/null
          beam=
        }
        end() {
          halt KILL
          n=0
          until epmd -port "$4" -kill > /dev/null 2>&1 || [ $n -ge 20 ]; do n=$((n + 1)); sleep 0.2; done
          rm -rf "$dir"
        }
        trap 'end "$@"' EXIT
        while read -r line; do
          case $line in
            start)
              "$server" > "$dir/out" 2>&1 < /dev/null &
              beam=$!
              n=0
              until grep -q 'Starting broker... completed' "$dir/out" || [ $n -ge 600 ] || ! kill -0 "$beam" 2> /dev/null; do n=$((n + 1)); sleep 0.1; done
              grep -q 'Starting broker... completed' "$dir/out" || cat "$dir/out" >&2
              grep -c 'Starting broker... completed' "$dir/out" ;;
            stop) halt TERM; echo 1 ;;
            *) halt KILL; echo 1 ;;
          esac
        done
        """;

    private static readonly Lazy<Task<RabbitInstance>> OfAssembly = new(StartAsync);

    private readonly Process _shell;

    private RabbitInstance(Process shell, int port)
    {
        _shell = shell;
        Port = port;
    }

    /// <summary>The instance that all tests of the assembly share; nobody stops it.</summary>
    public static Task<RabbitInstance> Shared => OfAssembly.Value;

    /// <summary>The server's port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The address for <c>--queue</c>.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"amqp://guest@127.0.0.1:{Port}");

    private static string? Program { get; } = new[] { "/usr/lib/rabbitmq/bin/rabbitmq-server" }.FirstOrDefault(File.Exists);

    /// <summary>Skips the test where there is no RabbitMQ.</summary>
    public static void Require() => Skip.If(Program is null || OperatingSystem.IsWindows(), "rabbitmq-server is not installed: workers are not tested.");

    /// <summary>Starts an instance that the caller disposes.</summary>
    public static async Task<RabbitInstance> StartAsync()
    {
        try
        {
            return await TryStartAsync();
        }
        catch (InvalidOperationException)
        {
            // Somebody else may have taken a port between its choice and the start.
            return await TryStartAsync();
        }
    }

    private static async Task<RabbitInstance> TryStartAsync()
    {
        int[] ports = FreePorts.Take(3);
        string[] arguments = ["-c", Supervisor, "sh", Program!, .. ports.Select(port => port.ToString(CultureInfo.InvariantCulture))];
        Process shell = Process.Start(new ProcessStartInfo("sh", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/" })!;
        RabbitInstance instance = new(shell, ports[0]);
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

    /// <summary>Shuts the server down in an orderly way.</summary>
    public Task StopAsync() => TellAsync("stop");

    /// <summary>Ends the server as a crash does.</summary>
    public Task CrashAsync() => TellAsync("crash");

    /// <summary>Starts it again, on the same port, with what it had.</summary>
    public Task StartAgainAsync() => TellAsync("start");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    private async Task TellAsync(string command)
    {
        await _shell.StandardInput.WriteLineAsync(command);
        if (await _shell.StandardOutput.ReadLineAsync() != "1")
        {
            throw new InvalidOperationException($"RabbitMQ: {command} has failed.");
        }
    }
}
