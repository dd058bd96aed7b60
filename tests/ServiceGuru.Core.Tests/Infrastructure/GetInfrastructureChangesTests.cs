using NSubstitute;
using ServiceGuru.Operations;

namespace ServiceGuru.Infrastructure;

public sealed class GetInfrastructureChangesTests
{
    private readonly InfrastructureBench _bench = new();

    [Fact]
    public async Task Since_the_mark_commits_files_objects_and_the_people_to_ask_are_told()
    {
        _bench.KeepMark(_bench.Deployed);

        InfrastructureChanges changes = await _bench.AskAsync();

        changes.Environment.ShouldBe("prod");
        changes.Deployed.ShouldBe(_bench.Deployed);
        changes.Commits.Select(commit => commit.Subject).ShouldBe(["Mount the secret", "Raise the memory"]);
        changes.Files.Select(InfrastructureText.Line).ShouldBe(["modified openshift/nginx.yml.j2 (Deployment/nginx)", "added README.md"]);
        changes.Objects.ShouldBe(["Deployment/nginx"]);
        changes.Authors.ShouldBe(["Cleo", "Bob"]);
        await _bench.Files.Received().ListChangesAsync(InfrastructureBench.Url, _bench.Deployed, _bench.Head, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Without_any_record_the_last_days_are_told_and_that_nobody_knows()
    {
        _bench.Definition = _bench.Definition with { Window = TimeSpan.FromDays(5) };

        InfrastructureChanges changes = await _bench.AskAsync();

        changes.Deployed.ShouldBeNull();
        changes.Commits.Select(commit => commit.Subject).ShouldBe(["Mount the secret", "Raise the memory"]);
        await _bench.Files.Received().ListChangesAsync(InfrastructureBench.Url, _bench.Deployed, _bench.Head, Arg.Any<CancellationToken>());
        InfrastructureText.Lines(changes)[0].ShouldContain("nobody knows");
    }

    [Fact]
    public async Task Entries_since_the_day_of_the_last_deployment_are_told()
    {
        await _bench.DeployAsync();
        _bench.Note = new ChangelogNote($"2026-05-19 (Dan Doe): two\n{_bench.Clock.GetUtcNow():yyyy-MM-dd} @eve: the day itself\n2026-05-01 (Old Hand): before", null);

        InfrastructureChanges changes = await _bench.AskAsync();

        changes.Secrets.Select(entry => entry.Author).ShouldBe(["Dan Doe", "eve"]);
        changes.Authors.ShouldBe(["Dan Doe", "eve"]);
        changes.Pending.ShouldBeTrue();
    }

    [Fact]
    public async Task A_note_that_is_older_than_the_deployment_has_nothing_new_whatever_it_says()
    {
        await _bench.DeployAsync();
        _bench.Note = new ChangelogNote("no date at all", InfrastructureBench.Day(2));

        (await _bench.AskAsync()).Secrets.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_locked_vault_hides_nothing_else_and_is_no_failure()
    {
        _bench.KeepMark(_bench.Deployed);
        _bench.Note = null;

        Conclusion conclusion = await new GetInfrastructureChanges().ConcludeAsync(new InfrastructureChangesRequest(), [], _bench.Context, CancellationToken.None);

        conclusion.Failure.ShouldBeNull();
        InfrastructureChanges changes = conclusion.Output.ShouldBeOfType<InfrastructureChanges>();
        changes.Commits.Count.ShouldBe(2);
        changes.Problems.ShouldHaveSingleItem().Id.ShouldBe("VaultLocked");
    }

    [Fact]
    public async Task A_repository_that_can_not_be_read_is_a_failure_with_the_vaults_part_of_the_answer()
    {
        _bench.Git.Unreachable.Add(InfrastructureBench.Url);
        _bench.Note = new ChangelogNote($"{_bench.Clock.GetUtcNow():yyyy-MM-dd} by Eve: new token", null);

        Conclusion conclusion = await new GetInfrastructureChanges().ConcludeAsync(new InfrastructureChangesRequest(), [], _bench.Context, CancellationToken.None);

        conclusion.Failure!.Id.ShouldBe("GitRemoteUnreachable");
        conclusion.Output.ShouldBeOfType<InfrastructureChanges>().Secrets.ShouldHaveSingleItem().Author.ShouldBe("Eve");
    }

    [Fact]
    public async Task The_ledger_of_a_sandbox_of_the_same_name_says_nothing_about_the_real_repository()
    {
        await _bench.DeployAsync();
        _bench.History[0] = _bench.History[0] with { Details = new Dictionary<string, string> { ["repository"] = "/tmp/sandbox/deployment.git" } };

        (await _bench.AskAsync()).Deployed.ShouldBeNull();
    }
}
