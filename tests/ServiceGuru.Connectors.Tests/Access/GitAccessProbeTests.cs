using ServiceGuru.Access;
using ServiceGuru.Connectors.Git;
using ServiceGuru.Connectors.Tests.Git;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Tests.Access;

public sealed class GitAccessProbeTests : IDisposable
{
    private readonly GitWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_remote_that_takes_a_push_is_fine_and_has_not_changed()
    {
        BareRepository repository = world.Create();
        string before = GitWorld.Run(repository.Path, null, "for-each-ref");

        AccessCheck check = (await CheckAsync("web.git")).ShouldHaveSingleItem();

        (check.State, check.Right, check.Reason).ShouldBe((AccessState.Ok, "push", "1 repository"));
        GitWorld.Run(repository.Path, null, "for-each-ref").ShouldBe(before);
    }

    [Theory]
    [InlineData("echo 'ERROR: Permission to packit/ogr.git denied to guru.' >&2; exit 1", AccessState.Missing, "denied to guru")]
    [InlineData("echo 'git@github.com: Permission denied (publickey).' >&2; exit 255", AccessState.Missing, "publickey")]
    [InlineData("echo 'ERROR: Repository not found.' >&2; exit 1", AccessState.Missing, "not found")]
    [InlineData("echo 'ssh: connect to host github.com port 22: Connection timed out' >&2; exit 255", AccessState.Unreachable, "timed out")]
    public async Task What_the_server_says_tells_a_missing_right_from_a_missing_network(string ssh, AccessState state, string says)
    {
        string program = Path.Join(world.Root, "ssh");
        StandInProgram.Write(program, ssh);

        AccessCheck check = (await CheckAsync("git@github.com:packit/ogr.git", new() { ["GIT_SSH"] = program, ["GIT_SSH_VARIANT"] = "ssh" })).ShouldHaveSingleItem();

        check.State.ShouldBe(state, check.ToString());
        check.Target.ShouldBe("git@github.com:packit/ogr.git");
        check.Reason.ShouldNotBeNull().ShouldContain(says);
        check.NextAction.ShouldNotBeNullOrEmpty();
    }

    private Task<IReadOnlyList<AccessCheck>> CheckAsync(string url, Dictionary<string, string?>? more = null)
    {
        Dictionary<string, string?> environment = new(GitWorld.Isolated);
        foreach ((string name, string? value) in more ?? [])
        {
            environment[name] = value;
        }

        ServiceDefinition service = new() { Name = "test", Repositories = [new RepositoryDefinition { Name = "web", Url = url }] };
        return new GitAccessProbe(service, world.Root, new GitProgram(TimeProvider.System, environment)).CheckAsync(default);
    }
}
