using ServiceGuru.Operations;

namespace ServiceGuru.Infrastructure;

public sealed class DeployInfrastructureTests
{
    private readonly InfrastructureBench _bench = new();

    [Fact]
    public async Task The_command_runs_in_the_checkout_with_the_environments_variables_and_the_mark_follows()
    {
        _bench.KeepMark(_bench.Deployed);

        Conclusion conclusion = await _bench.DeployAsync();

        conclusion.Failure.ShouldBeNull();
        InfrastructureReport report = conclusion.Output.ShouldBeOfType<InfrastructureReport>();
        report.Deployed.ShouldBeTrue();
        (report.From, report.Commit, report.LogFile).ShouldBe((_bench.Deployed, _bench.Head, "/state/output.log"));
        report.Files.ShouldContain("modified openshift/nginx.yml.j2 (Deployment/nginx)");
        CommandCall call = _bench.Calls.ShouldHaveSingleItem();
        call.Command.ShouldBe(["make", "deploy"]);
        call.WorkingDirectory.ShouldBe("/home/guru/deployment");
        call.Variables["DEPLOYMENT"].ShouldBe("prod");
        _bench.Git.Get(InfrastructureBench.Url, "marks/prod").ShouldBe(_bench.Head);
        (await _bench.PlanAsync()).Changes.ShouldBeEmpty("it is deployed");
    }

    [Fact]
    public async Task The_plan_says_what_would_be_deployed_and_is_not_destructive()
    {
        _bench.KeepMark(_bench.Deployed);

        Change change = await _bench.PlanOneAsync();

        change.Summary.ShouldBe($"prod: DEPLOYMENT=prod make deploy at {_bench.Head[..7]} (2 commits, 2 files, Deployment/nginx)");
        change.Destructive.ShouldBeFalse();
        (change.From, change.To).ShouldBe((_bench.Deployed, _bench.Head));
        _bench.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_new_is_nothing_to_do_unless_it_is_asked_for()
    {
        _bench.KeepMark(_bench.Head);

        Plan plan = await _bench.PlanAsync();
        plan.Changes.ShouldBeEmpty();
        plan.Notes[0].Text.ShouldContain("up to date");
        (await _bench.PlanAsync(always: true)).Changes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_changed_secret_alone_is_reason_enough()
    {
        _bench.KeepMark(_bench.Head);
        _bench.Note = new ChangelogNote($"{_bench.Clock.GetUtcNow():yyyy-MM-dd} by Eve: new token", null);

        (await _bench.PlanOneAsync()).Summary.ShouldContain("(1 change of secrets)");
    }

    [Fact]
    public async Task Whatever_the_checkout_is_wrong_in_blocks_the_plan()
    {
        _bench.State = _bench.State with { Dirty = ["M openshift/nginx.yml.j2"], Branch = "topic" };

        Plan plan = await _bench.PlanAsync();

        plan.Blockers.Select(blocker => blocker.Id).ShouldBe(["CheckoutOnOtherBranch", "CheckoutDirty"]);
        plan.Blockers[1].Evidence.ShouldBe(["M openshift/nginx.yml.j2"]);
    }

    [Theory]
    [InlineData(0, null, "CheckoutBehind")]
    [InlineData(0, 3, "CheckoutBehind")]
    [InlineData(2, 0, "CheckoutAhead")]
    [InlineData(2, null, "CheckoutDiverged")]
    public async Task Only_exactly_the_remotes_commit_is_deployed(int ahead, int? behind, string id)
    {
        _bench.State = _bench.State with { Head = _bench.Old, Ahead = ahead, Behind = behind };

        (await _bench.PlanAsync()).Blockers.ShouldHaveSingleItem().Id.ShouldBe(id);
    }

    [Theory]
    [InlineData(CheckoutStanding.Missing, "CheckoutMissing")]
    [InlineData(CheckoutStanding.NoRepository, "CheckoutMissing")]
    [InlineData(CheckoutStanding.Foreign, "CheckoutForeign")]
    public async Task Only_a_clone_of_the_repository_will_do(CheckoutStanding standing, string id)
    {
        _bench.State = new CheckoutState { Standing = standing, Path = "/home/guru/deployment", Remotes = ["git@example.org:other.git"] };

        (await _bench.PlanAsync()).Blockers.ShouldHaveSingleItem().Id.ShouldBe(id);
    }

    [Fact]
    public async Task What_changed_in_the_checkout_after_the_plan_is_found_just_before_the_command()
    {
        Change change = await _bench.PlanOneAsync();

        _bench.State = _bench.State with { Dirty = ["?? new.yml"] };
        (await FailAsync(change)).Id.ShouldBe("CheckoutDirty");
        _bench.State = _bench.State with { Dirty = [], Head = _bench.Deployed };
        (await FailAsync(change)).Id.ShouldBe("CheckoutMovedMeanwhile");
        _bench.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_elses_deployment_after_the_plan_is_not_deployed_over()
    {
        _bench.KeepMark(_bench.Old);
        Change change = await _bench.PlanOneAsync();
        _bench.KeepMark(_bench.Deployed);

        (await FailAsync(change)).Id.ShouldBe("InfrastructureDeployedMeanwhile");
        _bench.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failed_command_is_told_with_its_task_its_last_lines_and_its_log()
    {
        Change change = await _bench.PlanOneAsync();
        _bench.End = new CommandEnd(2, ["TASK [deploy : nginx] *****", "fatal: [localhost]: FAILED! => {\"msg\": \"quota\"}", "make: *** Error 2"], "/state/output.log");

        Failure failure = await FailAsync(change);

        failure.Id.ShouldBe("InfrastructureFailed");
        failure.Message.ShouldContain("exit code 2");
        failure.Cause.ShouldBe("TASK [deploy : nginx]: fatal: [localhost]: FAILED! => {\"msg\": \"quota\"}");
        failure.Evidence.TakeLast(2).ShouldBe(["make: *** Error 2", "whole output: /state/output.log"]);
    }

    [Fact]
    public async Task A_command_without_end_is_told_with_what_it_waited_for()
    {
        Change change = await _bench.PlanOneAsync();
        _bench.End = new CommandEnd(null, ["TASK [deploy : wait] ***"], "/state/output.log");

        Failure failure = await FailAsync(change);

        failure.Id.ShouldBe("InfrastructureTimeout");
        failure.Cause.ShouldBe("It was at: TASK [deploy : wait]");
    }

    [Fact]
    public async Task A_mark_that_could_not_be_moved_is_moved_by_the_next_attempt_and_nothing_is_deployed_twice()
    {
        _bench.KeepMark(_bench.Deployed);
        Change change = await _bench.PlanOneAsync();
        await _bench.Operation.ApplyAsync(change, _bench.Context, CancellationToken.None);
        _bench.History.Insert(0, change);

        Plan again = await _bench.PlanAsync();
        Conclusion conclusion = await _bench.ConcludeAsync(new ChangeResult { Change = change, Status = ChangeStatus.Applied });

        again.Changes.ShouldBeEmpty();
        conclusion.Failure.ShouldBeNull();
        _bench.Git.Get(InfrastructureBench.Url, "marks/prod").ShouldBe(_bench.Head);
        _bench.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Another_machines_later_mark_is_left_alone()
    {
        _bench.KeepMark(_bench.Old);
        Change change = await _bench.PlanOneAsync();
        _bench.History.Insert(0, change);
        _bench.KeepMark(_bench.Deployed);

        (await _bench.ConcludeAsync(new ChangeResult { Change = change, Status = ChangeStatus.Applied })).Failure.ShouldBeNull();

        _bench.Git.Get(InfrastructureBench.Url, "marks/prod").ShouldBe(_bench.Deployed);
    }

    private async Task<Failure> FailAsync(Change change) =>
        (await Should.ThrowAsync<GuruException>(() => _bench.Operation.ApplyAsync(change, _bench.Context, CancellationToken.None))).Failure;
}
