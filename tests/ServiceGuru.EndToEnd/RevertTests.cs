using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.EndToEnd;

/// <summary>"Revert the deployment, if all jobs fail or there is significant regression in the functionality": as steps of a runbook.</summary>
public sealed class RevertTests
{
    private const string Deployment = """
        name: deployment
        parameters:
          afterRevert: { type: boolean, default: false }
        steps:
          - id: previous
            uses: rollout/previous
            with: { environment: prod, afterRevert: "${{ parameters.afterRevert }}" }
          - id: move
            uses: branches/move
          - id: images
            uses: images/await
            with: { environment: prod, revisions: "${{ steps.move.output.revisions }}" }
          - id: import
            uses: rollout/import
            with: { environment: prod, afterRevert: "${{ parameters.afterRevert }}" }
          - id: production
            uses: health/check
            with: { environment: prod }
          - id: assess
            needs: [import]
            uses: rollout/assess
            with: { environment: prod, wait: 30s }
          - id: revert
            needs: [import, production, assess]
            when: failure
            uses: gate/approval
            with: { question: "Revert the deployment of production?", destructive: true, deadline: 2h }
          - id: undo
            needs: [revert]
            uses: rollout/undo
            with: { environment: prod, reason: "all jobs fail" }
        """;

    [Fact]
    public async Task A_deployment_that_regresses_is_reverted_on_a_yes_and_the_next_one_says_so()
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync(faults: "deployment-regresses");
        world.AllowDestructive = true;

        RunState bad = await RunAsync(world);

        bad.Failure.ShouldNotBeNull().Id.ShouldBe("DeploymentRegressed");
        bad.Step("undo").Status.ShouldBe(StepStatus.Succeeded, bad.Step("undo").Failure?.ToString());
        IReadOnlyList<string> held = [.. world.Effects().Where(effect => effect.StartsWith("cluster update packit--prod/imagestreams/", StringComparison.Ordinal))];
        held.ShouldNotBeEmpty();
        held.ShouldAllBe(effect => effect.Contains("@sha256:", StringComparison.Ordinal) && !effect.Contains("scheduled", StringComparison.Ordinal));

        RunState next = await RunAsync(world);
        next.Failure.ShouldNotBeNull().Id.ShouldBe("PreviousDeploymentReverted");
        next.Failure.Message.ShouldContain($"by test (run {bad.Id}), because: all jobs fail");

        world.Sandbox.SetFault("deployment-regresses", false);
        (await RunAsync(world, ("afterRevert", "true"))).Failure.ShouldBeNull();
    }

    [Fact]
    public async Task A_deployment_that_does_well_is_not_asked_about()
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync();

        RunState state = await RunAsync(world);

        state.Failure.ShouldBeNull();
        (state.Step("assess").Status, state.Step("revert").Status, state.Step("undo").Status).ShouldBe((StepStatus.Succeeded, StepStatus.Skipped, StepStatus.Skipped));
    }

    private static async Task<RunState> RunAsync(SandboxFixture world, params (string Name, string Value)[] parameters)
    {
        ServiceSession session = await world.OpenAsync();
        Runbook runbook = new RunbookReader(new YamlDocumentParser(), session.Operations).Read(Deployment, null);
        RunOptions options = new()
        {
            By = "test",
            WorkingDirectory = world.WorkingDirectory,
            Parameters = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value),
        };
        return (await session.RunAsync(runbook, options, world, world, CancellationToken.None)).State;
    }
}
