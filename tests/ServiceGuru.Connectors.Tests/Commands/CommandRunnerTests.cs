using System.Diagnostics;
using System.Globalization;
using ServiceGuru.Connectors.Commands;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Infrastructure;
using ServiceGuru.Operations;

namespace ServiceGuru.Connectors.Tests.Commands;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class CommandRunnerTests : IDisposable
{
    // As make does: the shell waits for a child that starts others; all but the shell ignore a polite end, which is so
    // once the line is there.
    private const string Stubborn = """
        rm -f started-*
        for number in 1 2; do
            (trap '' TERM INT HUP; : >"started-$number"; while :; do sleep 1; done) &
        done
        until [ -e started-1 ] && [ -e started-2 ]; do sleep 0.05; done
        echo "TASK [wait]"
        wait
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string folder = Directory.CreateTempSubdirectory("guru-command-").FullName;
    private readonly SecretRedactor redactor = new();
    private readonly List<string> lines = [];
    private readonly CommandRunner runner;

    public CommandRunnerTests() => runner = new CommandRunner(Path.Join(folder, "commands"), redactor, TimeProvider.System);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Output_of_both_streams_is_told_line_by_line_and_kept_for_the_user_alone()
    {
        CommandEnd end = await RunAsync("echo \"$1 in $PWD as $NAME\"; echo oops >&2; cat; exit 3");

        end.ExitCode.ShouldBe(3);
        lines.ShouldBe([$"first in {folder} as guru", "oops"]);
        end.LastLines.ShouldBe(lines);
        (await File.ReadAllTextAsync(end.LogFile)).ShouldBe(string.Concat(lines.Select(line => line + "\n")));
        File.GetUnixFileMode(end.LogFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.GetDirectoryName(end.LogFile)!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        (await runner.LookAsync("run-1", default)).State.ShouldBe(CommandState.Failed);
    }

    [Fact]
    public async Task No_shell_interprets_the_command_and_no_word_means_the_shells_own()
    {
        CommandEnd end = await RunAsync(Call(["printf", "%s\\n", "$HOME; `id` > here && *"]));

        end.ExitCode.ShouldBe(0);
        lines.ShouldBe(["$HOME; `id` > here && *"]);
        (await RunAsync(Call(["set", "-e"]))).ExitCode.ShouldBe(127);
        File.Exists(Path.Join(folder, "here")).ShouldBeFalse();
    }

    [Fact]
    public async Task Secrets_are_neither_told_nor_kept_and_nothing_steers_the_terminal()
    {
        redactor.Register("s3cret-token");

        CommandEnd end = await RunAsync("printf 'token s3cret-token\\n\\033[31mred\\033[0m \\033]0;title\\007\\ttab\\b\\n10%%\\r100%%\\r\\n'");

        lines.ShouldBe(["token ***", "red   tab\u2408", "100%"]);
        (await File.ReadAllTextAsync(end.LogFile)).ShouldNotContain("s3cret");
        File.GetUnixFileMode(end.LogFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task At_the_time_out_everything_that_it_started_ends_also_what_ignores_a_polite_end()
    {
        (CommandCall call, CommandEnd end) = await RunUntilLateAsync(Call(["sh", "-c", Stubborn]));

        end.ExitCode.ShouldBeNull();
        end.LastLines.ShouldBe(["TASK [wait]"]);
        (await runner.LookAsync(call.Key, default)).State.ShouldBe(CommandState.Lost);
        await NobodyIsLeftAsync(end.LogFile);
    }

    [Fact]
    public async Task Cancelled_everything_that_it_started_ends_too()
    {
        using CancellationTokenSource stop = new();
        Task<CommandEnd> run = runner.RunAsync(Call(["sh", "-c", Stubborn]), _ => stop.Cancel(), stop.Token);

        await Should.ThrowAsync<OperationCanceledException>(() => run);

        await NobodyIsLeftAsync(Directory.EnumerateFiles(folder, "output.log", SearchOption.AllDirectories).Single());
    }

    [Fact]
    public async Task What_ends_by_itself_when_asked_has_the_time_to_tidy_up()
    {
        (_, CommandEnd end) = await RunUntilLateAsync(Call(["sh", "-c", "trap 'echo tidied; exit 0' TERM; echo ready; while :; do sleep 0.1; done"]) with { Grace = Patience });

        end.LastLines[0].ShouldBe("ready");
        end.LastLines[^1].ShouldBe("tidied");
    }

    [Fact]
    public async Task A_running_command_is_seen_by_who_looks_from_elsewhere_and_so_is_its_end()
    {
        using CancellationTokenSource stop = new();
        TaskCompletionSource began = new();
        Task<CommandEnd> run = runner.RunAsync(Call(["sh", "-c", "echo on; until [ -e go ]; do sleep 0.05; done"]), _ => began.TrySetResult(), stop.Token);
        await began.Task.WaitAsync(Patience);
        CommandRunner other = new(Path.Join(folder, "commands"), redactor, TimeProvider.System);

        CommandStanding standing = await other.LookAsync("run-1", default);
        await File.WriteAllTextAsync(Path.Join(folder, "go"), string.Empty);
        await run.WaitAsync(Patience);

        standing.State.ShouldBe(CommandState.Running);
        standing.ProcessId.ShouldNotBeNull();
        (await other.LookAsync("run-1", default)).State.ShouldBe(CommandState.Succeeded);
    }

    [Fact]
    public async Task A_number_that_another_process_has_got_meanwhile_is_not_taken_for_the_command()
    {
        string start = Directory.CreateDirectory(Path.Join(folder, "commands", "run-1", "1")).FullName;
        string process = Path.Join(start, "process");
        await File.WriteAllTextAsync(process, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        File.SetLastWriteTimeUtc(process, Process.GetCurrentProcess().StartTime.ToUniversalTime().AddHours(-1));

        (await runner.LookAsync("run-1", default)).State.ShouldBe(CommandState.Lost);
    }

    [Fact]
    public async Task What_was_looked_for_before_it_began_never_begins()
    {
        Directory.CreateDirectory(Path.Join(folder, "commands", "run-1", "1"));

        (await runner.LookAsync("run-1", default)).State.ShouldBe(CommandState.NotBegun);
        (await runner.LookAsync("run-1", default)).State.ShouldBe(CommandState.NotBegun);
        (await runner.LookAsync("run-2", default)).State.ShouldBe(CommandState.NotBegun);
        using Process late = Process.Start(CommandStart.Of(Call(["touch", "began"]), CommandFolder.FindNewest(Path.Join(folder, "commands"), "run-1")!))!;
        await late.WaitForExitAsync().WaitAsync(Patience);
        late.ExitCode.ShouldBe(125);
        File.Exists(Path.Join(folder, "began")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_told_in_the_output()
    {
        CommandEnd end = await RunAsync(Call(["no-such-program"]));

        end.ExitCode.ShouldBe(127);
        end.LastLines.ShouldHaveSingleItem().ShouldContain("no-such-program");
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told_before_anything_is_run()
    {
        GuruException refused = await Should.ThrowAsync<GuruException>(() => RunAsync(Call(["true"]) with { WorkingDirectory = Path.Join(folder, "nowhere") }));

        refused.Failure.Id.ShouldBe("CommandUnstartable");
    }

    private Task<CommandEnd> RunAsync(string script) => RunAsync(Call(["sh", "-c", script, "sh", "first"]));

    private Task<CommandEnd> RunAsync(CommandCall call) => runner.RunAsync(call, lines.Add, default);

    // The time-out comes when the command is in the middle; how soon that is is the machine's affair.
    private async Task<(CommandCall Call, CommandEnd End)> RunUntilLateAsync(CommandCall call)
    {
        foreach (int seconds in new[] { 1, 10 })
        {
            CommandCall hasty = call with { Key = string.Create(CultureInfo.InvariantCulture, $"within-{seconds}"), Timeout = TimeSpan.FromSeconds(seconds) };
            CommandEnd end = await RunAsync(hasty);
            if (end.LastLines.Count > 0)
            {
                return (hasty, end);
            }
        }

        return (call, await RunAsync(call));
    }

    private CommandCall Call(IReadOnlyList<string> command) => new()
    {
        Key = "run-1",
        Command = command,
        WorkingDirectory = folder,
        Variables = new Dictionary<string, string> { ["NAME"] = "guru" },
        Timeout = Patience,
        Grace = TimeSpan.FromMilliseconds(300),
    };

    private async Task NobodyIsLeftAsync(string log)
    {
        string leader = (await File.ReadAllTextAsync(Path.Join(Path.GetDirectoryName(log), "process"))).Trim();
        File.Exists(Path.Join(folder, "started-2")).ShouldBeTrue("or the test shows nothing");
        using Process group = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"kill -s 0 -- -{leader}"]) { RedirectStandardError = true })!;
        await group.WaitForExitAsync();
        (group.ExitCode != 0 || OnlyRemainsAreLeft(leader)).ShouldBeTrue("somebody of the group is left");
    }

    // What nobody has taken note of answers signals too: in a container whose first process takes note of nothing, forever.
    private static bool OnlyRemainsAreLeft(string group) => OperatingSystem.IsLinux() && Directory.EnumerateDirectories("/proc")
        .Where(process => Path.GetFileName(process).All(char.IsAsciiDigit))
        .Select(StatOf)
        .Where(stat => stat is [_, _, var its, ..] && its == group)
        .All(stat => stat[0] is "Z" or "X");

    // State, parent and group: they come behind the name, which is in parentheses and may hold anything.
    private static string[] StatOf(string process)
    {
        try
        {
            string stat = File.ReadAllText(Path.Join(process, "stat"));
            return stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return [];
        }
    }
}
