using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Operations;

namespace ServiceGuru.Connectors.Tests.Git;

public sealed class GitEnvironmentTests : IDisposable
{
    private const string Ssh = "ssh://git@127.0.0.1:1/web.git";
    private readonly GitWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Git_runs_without_prompts_in_english_and_without_another_repositorys_traces()
    {
        IReadOnlyDictionary<string, string> seen = await RunStubAsync(Ssh, new() { ["GIT_DIR"] = "/elsewhere", ["GIT_WORK_TREE"] = "/elsewhere", ["LC_ALL"] = "cs_CZ.UTF-8" });

        seen["GIT_TERMINAL_PROMPT"].ShouldBe("0");
        seen["GIT_OPTIONAL_LOCKS"].ShouldBe("0");
        seen["LC_ALL"].ShouldBe("C");
        seen["GIT_SSH_COMMAND"].ShouldBe("ssh -o BatchMode=yes");
        seen.Keys.ShouldNotContain("GIT_DIR");
        seen.Keys.ShouldNotContain("GIT_WORK_TREE");
    }

    [Fact]
    public async Task The_users_own_ssh_command_stays()
    {
        (await RunStubAsync(Ssh, new() { ["GIT_SSH_COMMAND"] = "ssh -i key" }))["GIT_SSH_COMMAND"].ShouldBe("ssh -i key");
        (await RunStubAsync(Ssh, new() { ["GIT_SSH"] = "plink" })).Keys.ShouldNotContain("GIT_SSH_COMMAND");
        (await RunStubAsync(Ssh, [], sshCommandIsSet: true)).Keys.ShouldNotContain("GIT_SSH_COMMAND");
        (await RunStubAsync("/a/path.git", [])).Keys.ShouldNotContain("GIT_SSH_COMMAND");
    }

    [Fact]
    public async Task Settings_that_came_by_environment_are_added_to_not_replaced()
    {
        IReadOnlyDictionary<string, string> seen = await RunStubAsync(Ssh, new() { ["GIT_CONFIG_COUNT"] = "1", ["GIT_CONFIG_KEY_0"] = "http.proxy", ["GIT_CONFIG_VALUE_0"] = "p" });

        seen["GIT_CONFIG_KEY_0"].ShouldBe("http.proxy");
        seen["GIT_CONFIG_KEY_1"].ShouldBe("remote.guru-remote.url");
        seen["GIT_CONFIG_VALUE_1"].ShouldBe(Ssh);
        seen["GIT_CONFIG_COUNT"].ShouldBe("2");
    }

    [Fact]
    public async Task A_remote_that_never_answers_is_given_up_after_two_minutes_by_the_given_clock()
    {
        string started = Path.Join(world.Root, "started");
        System.Diagnostics.Process.Start("mkfifo", started).WaitForExit();
        var time = new TestTime(TimeSpan.FromMinutes(2));
        Task<IReadOnlyDictionary<string, string>> call = world.Remote(time: time, program: Stub($"echo > '{started}'; exec sleep 600")).ListRefsAsync("web.git", ["refs/heads/main"], default);
        await File.ReadAllTextAsync(started).WaitAsync(TimeSpan.FromSeconds(60));

        time.Advance(TimeSpan.FromMinutes(2));

        Failure failure = (await Should.ThrowAsync<GuruException>(() => call.WaitAsync(TimeSpan.FromSeconds(60)))).Failure;
        failure.Id.ShouldBe("GitRemoteUnreachable");
        failure.Transient.ShouldBeTrue();
        failure.Cause.ShouldBe("There was no answer in time.");
    }

    [Fact]
    public async Task A_program_that_never_stops_writing_is_ended()
    {
        GuruException exception = await Should.ThrowAsync<GuruException>(() =>
            world.Remote(program: Stub("exec cat /dev/zero")).ListRefsAsync("web.git", ["refs/heads/main"], default).WaitAsync(TimeSpan.FromSeconds(60)));

        exception.Failure.Id.ShouldBe("GitOutputTooLarge");
    }

    [Fact]
    public async Task Errors_without_end_keep_their_last_words()
    {
        string stub = Stub("i=0; while [ $i -lt 5000 ]; do echo \"remote: Counting objects: $i of five thousand\" >&2; i=$((i+1)); done; echo 'fatal: at last' >&2; exit 128");

        Failure failure = (await Should.ThrowAsync<GuruException>(() => world.Remote(program: stub).ListRefsAsync("web.git", ["refs/heads/main"], default))).Failure;

        failure.Cause!.ShouldEndWith("fatal: at last");
        failure.Cause!.Length.ShouldBeLessThan(3_000);
    }

    private async Task<IReadOnlyDictionary<string, string>> RunStubAsync(string url, Dictionary<string, string?> environment, bool sshCommandIsSet = false)
    {
        string seen = Path.Join(world.Root, "seen");
        string stub = Stub($"if [ \"$1\" = config ]; then exit {(sshCommandIsSet ? 0 : 1)}; fi; env > '{seen}'");
        await world.Remote(environment, program: stub).ListRefsAsync(url, ["refs/heads/main"], default);
        return (await File.ReadAllLinesAsync(seen)).Select(line => line.Split('=', 2)).Where(parts => parts.Length == 2).ToDictionary(parts => parts[0], parts => parts[1]);
    }

    private string Stub(string script)
    {
        string program = Path.Join(world.Root, $"git-{Guid.NewGuid():N}");
        StandInProgram.Write(program, script);
        return program;
    }
}
