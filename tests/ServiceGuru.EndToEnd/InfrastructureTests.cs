using System.Diagnostics;
using System.Globalization;
using ServiceGuru.Infrastructure;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Pending;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sandbox;
using ServiceGuru.Sessions;

namespace ServiceGuru.EndToEnd;

/// <summary>The deployment of the infrastructure with the real git, a real command and a mark that other machines see.</summary>
public sealed class InfrastructureTests
{
    private const string Runbook = "name: infrastructure\nsteps:\n  - id: deploy\n    uses: infrastructure/deploy\n    with: { environment: prod }\n";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task What_is_pending_is_deployed_once_and_the_mark_tells_it_to_other_machines()
    {
        await using SandboxFixture world = await StartAsync();
        PendingReport before = await PendingAsync(world, world.Factory);
        before.Infrastructure!.Commits.Select(commit => commit.Author).ShouldBe(["Daniel Okafor", "Bedrich Novotny", "Elin Svensson"]);
        before.Infrastructure.Objects.ShouldBe(["Deployment/nginx", "Deployment/packit-service"]);
        before.Infrastructure.Secrets.Select(entry => entry.Author).ShouldBe(["Daniel Okafor", "esvensson"]);

        RunState run = await RunAsync(world);

        run.Failure.ShouldBeNull();
        ServiceSession.OutputOf<InfrastructureReport>(run, "deploy")!.Commit.ShouldBe(before.Infrastructure.Head);
        PendingReport here = await PendingAsync(world, world.Factory);
        here.Infrastructure!.Commits.ShouldBeEmpty();
        here.Infrastructure.Secrets.ShouldBeEmpty("they were written down before the deployment");
        (await PendingAsync(world, Elsewhere(world))).Infrastructure!.Commits.ShouldBeEmpty("the mark tells");
        (await RunAsync(world)).Failure.ShouldBeNull();
        await PushedAsync(world);
        Deployments(world).ShouldBe(1);
    }

    [Theory]
    [InlineData("after", nameof(ChangeStarted))]
    [InlineData("before", nameof(ChangeEnded))]
    [InlineData("after", nameof(ChangeEnded))]
    public async Task Killed_at_any_record_it_is_deployed_once_and_marked_once(string when, string record)
    {
        // created, started, planned, change started, change ended
        long sequence = record == nameof(ChangeStarted) ? 4 : 5;
        await using SandboxFixture world = await StartAsync();
        using Process process = Start(world, when, sequence);
        await EndAsync(process);
        process.ExitCode.ShouldBe(137);

        string id = (await world.Factory.Ledger.ListAsync(CancellationToken.None)).Single();
        RunState run = await world.ResumeAsync(id);

        run.Failure.ShouldBeNull();
        await PushedAsync(world);
        world.Effects().ShouldBeUnique();
        Deployments(world).ShouldBe(1);
    }

    [Fact]
    public async Task A_command_that_outlives_its_killed_run_is_neither_started_twice_nor_forgotten()
    {
        await using SandboxFixture world = await StartAsync("deploy-hangs");
        using Process process = Start(world, "after", 999);
        int command = await CommandAsync(world);
        process.Kill();
        await EndAsync(process);
        string id = (await world.Factory.Ledger.ListAsync(CancellationToken.None)).Single();

        RunState unknown = await world.ResumeAsync(id);

        new RunOutcome(unknown).ExitCode.ShouldBe(ExitCodes.UnknownOutcome);
        unknown.Failure!.Details.ShouldHaveSingleItem().Id.ShouldBe("InfrastructureStillRunning");
        unknown.Failure.Details[0].Message.ShouldContain(command.ToString(CultureInfo.InvariantCulture));

        // As the failure tells: the command is ended by hand, and what it waited for is put right.
        using Process kill = Process.Start("/bin/sh", ["-c", $"kill -s KILL -- -{command}"]);
        await EndAsync(kill);
        world.Sandbox.SetFault("deploy-hangs", false);
        RunState run = await world.ResumeAsync(id);
        run.Failure.ShouldBeNull();
        Deployments(world).ShouldBe(1);
        world.Effects().ShouldBeUnique();
    }

    [Fact]
    public async Task Somebody_elses_deployment_between_plan_and_yes_is_not_deployed_over()
    {
        await using SandboxFixture world = await StartAsync();
        ServiceSession session = await world.OpenAsync();
        IOperation operation = session.Operations.Find("infrastructure/deploy")!;
        OperationContext context = new()
        {
            Service = session.Service,
            Connections = session.Connections,
            Time = TimeProvider.System,
            History = new LedgerHistory(session.Ledger),
            WorkingDirectory = world.WorkingDirectory,
            RunId = "run-1",
        };
        Change change = (await operation.PlanAsync(new DeployInfrastructureRequest { Environment = "prod" }, context, CancellationToken.None)).Changes.Single();
        (await RunAsync(world)).Failure.ShouldBeNull();

        GuruException refused = await Should.ThrowAsync<GuruException>(() => operation.ApplyAsync(change, context, CancellationToken.None));

        refused.Failure.Id.ShouldBe("InfrastructureDeployedMeanwhile");
    }

    private static Task<SandboxFixture> StartAsync(params string[] faults) => SandboxFixture.StartAsync(
        service => service with { Infrastructure = service.Infrastructure! with { Mark = "refs/deployed/{environment}" } }, 2000, faults);

    private static Connectors.Sessions.SessionFactory Elsewhere(SandboxFixture world) => new(new Connectors.Sessions.SessionSettings
    {
        ShippedDirectory = AppContext.BaseDirectory,
        CurrentDirectory = world.Folder,
        StateDirectory = Path.Combine(world.Folder, "another-machine"),
        Environment = _ => null,
    });

    private static async Task<PendingReport> PendingAsync(SandboxFixture world, Connectors.Sessions.SessionFactory factory)
    {
        ServiceSession session = await factory.OpenAsync(world.ServicePath, CancellationToken.None);
        return (await session.AskAsync<PendingReport>("branches/pending", new PendingChangesRequest { Repositories = ["ogr"] }, world.WorkingDirectory, SilentProgress.Instance, CancellationToken.None)).Output;
    }

    private static async Task<RunState> RunAsync(SandboxFixture world)
    {
        ServiceSession session = await world.OpenAsync();
        Runbook runbook = await world.Factory.ReadRunbookAsync(await WriteAsync(world), CancellationToken.None);
        return (await session.RunAsync(runbook, new RunOptions { By = "test", WorkingDirectory = world.WorkingDirectory }, world, world, CancellationToken.None)).State;
    }

    private static async Task<string> WriteAsync(SandboxFixture world)
    {
        string path = Path.Combine(world.Folder, "infrastructure.yaml");
        await File.WriteAllTextAsync(path, Runbook);
        return path;
    }

    private static Process Start(SandboxFixture world, string when, long record)
    {
        string runbook = Path.Combine(world.Folder, "infrastructure.yaml");
        File.WriteAllText(runbook, Runbook);
        return Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "ServiceGuru.EndToEnd.Runner.dll"), world.ServicePath, world.StateDirectory, runbook, when, record.ToString(CultureInfo.InvariantCulture)])
        {
            WorkingDirectory = world.Folder,
        })!;
    }

    private static async Task EndAsync(Process process)
    {
        using CancellationTokenSource patience = new(Patience);
        await process.WaitForExitAsync(patience.Token);
    }

    // The command's leader, once its stubborn children are there.
    private static async Task<int> CommandAsync(SandboxFixture world)
    {
        using CancellationTokenSource patience = new(Patience);
        using PeriodicTimer look = new(TimeSpan.FromMilliseconds(50));
        while (await look.WaitForNextTickAsync(patience.Token))
        {
            string? log = Directory.Exists(world.StateDirectory) ? Directory.EnumerateFiles(world.StateDirectory, "output.log", SearchOption.AllDirectories).FirstOrDefault() : null;
            if (log is not null && (await File.ReadAllTextAsync(log)).Contains("Wait for the rollout", StringComparison.Ordinal))
            {
                return int.Parse(await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(log)!, "process")), CultureInfo.InvariantCulture);
            }
        }

        throw new UnreachableException();
    }

    // A push is noticed a moment after git has returned.
    private static async Task PushedAsync(SandboxFixture world)
    {
        using CancellationTokenSource patience = new(Patience);
        using PeriodicTimer look = new(TimeSpan.FromMilliseconds(50));
        while (!world.Effects().Any(effect => effect.StartsWith("git push deployment refs/deployed/prod", StringComparison.Ordinal)))
        {
            await look.WaitForNextTickAsync(patience.Token);
        }
    }

    private static int Deployments(SandboxFixture world) => world.Sandbox.Effects.Count((SandboxEffect effect) => effect is { System: "ansible", Action: "deploy" });
}
