using NSubstitute;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;
using ServiceGuru.Tests.Branches;
using ServiceGuru.Time;

namespace ServiceGuru.Infrastructure;

/// <summary>A deployment repository in memory, a checkout, a vault and commands that do as a test says; on 2026-05-18.</summary>
internal sealed class InfrastructureBench
{
    public const string Url = "deployment.git";
    public const string Mark = "refs/heads/marks/prod";

    public InfrastructureBench()
    {
        Old = Git.Push(Url, "main", "Old", "Ann", Day(1));
        Deployed = Git.Push(Url, "main", "Deployed", "Ann", Day(10));
        Git.Push(Url, "main", "Raise the memory", "Bob", Day(15));
        Head = Git.Push(Url, "main", "Mount the secret", "Cleo", Day(16));
        State = new CheckoutState { Standing = CheckoutStanding.Ready, Path = "/home/guru/deployment", Branch = "main", Head = Head };
        World.Connections.GitFiles.Returns(Files);
        World.Connections.Commands.Returns(Commands);
        World.Connections.SecretsChangelog.Returns(Vault);
        World.Connections.Checkout(Arg.Any<InfrastructureDefinition>()).Returns(Checkout);
        World.History.AppliedChangesAsync(Arg.Any<string>(), Arg.Any<IReadOnlyCollection<string>>(), Arg.Any<string>(), Arg.Any<CancellationToken>())
            .Returns(_ => History.ToAsyncEnumerable());
        Files.ListChangesAsync(Url, Arg.Any<string?>(), Head, Arg.Any<CancellationToken>()).Returns([new FileChange(FileChangeKind.Modified, "openshift/nginx.yml.j2"), new FileChange(FileChangeKind.Added, "README.md")]);
        Files.ReadFileAsync(Url, Head, "openshift/nginx.yml.j2", Arg.Any<CancellationToken>()).Returns("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: nginx\n");
        Vault.ReadAsync(Arg.Any<CancellationToken>()).Returns(_ => Note is null ? throw new GuruException(Locked) : Task.FromResult(Note));
        Checkout.Path.Returns("/home/guru/deployment");
        Checkout.InspectAsync(Arg.Any<string>(), Arg.Any<CancellationToken>()).Returns(_ => Task.FromResult(State));
        Commands.Place.Returns("here:/state/commands");
        Commands.RunAsync(Arg.Any<CommandCall>(), Arg.Any<Action<string>>(), Arg.Any<CancellationToken>()).Returns(call =>
        {
            Calls.Add(call.Arg<CommandCall>());
            return End;
        });
        Commands.LookAsync(Arg.Any<string>(), Arg.Any<CancellationToken>()).Returns(_ => Standing);
    }

    public static Failure Locked { get; } = new() { Id = "VaultLocked", Kind = FailureKind.Unreachable, Message = "The vault is locked.", NextAction = "Unlock it." };

    public TestWorld World { get; } = new();

    public InMemoryGit Git => World.Git;

    public IGitFiles Files { get; } = Substitute.For<IGitFiles>();

    public ICommandRunner Commands { get; } = Substitute.For<ICommandRunner>();

    public ISecretsChangelog Vault { get; } = Substitute.For<ISecretsChangelog>();

    public ICheckout Checkout { get; } = Substitute.For<ICheckout>();

    public ManualTimeProvider Clock { get; } = new();

    public List<Change> History { get; } = [];

    public List<CommandCall> Calls { get; } = [];

    public ChangelogNote? Note { get; set; } = new(string.Empty, null);

    public CheckoutState State { get; set; }

    public CommandEnd End { get; set; } = new(0, ["PLAY RECAP"], "/state/output.log");

    public CommandStanding Standing { get; set; } = new(CommandState.NotBegun);

    public string Old { get; }

    public string Deployed { get; }

    public string Head { get; }

    public InfrastructureDefinition Definition { get; set; } = new()
    {
        Url = Url,
        Checkout = "~/deployment",
        Command = ["make", "deploy"],
        Variables = new Dictionary<string, string> { ["DEPLOYMENT"] = "{environment}" },
        Repeatable = true,
    };

    public ServiceDefinition Service => new()
    {
        Name = "packit",
        Infrastructure = Definition,
        SecretsChangelog = new SecretsChangelogDefinition { Item = "! Changelog !" },
        Environments = new Dictionary<string, EnvironmentDefinition>
        {
            ["prod"] = new() { Cluster = "c", Namespace = "n", Branch = "stable", ImageTag = "prod", Production = true },
            ["stg"] = new() { Cluster = "c", Namespace = "s", Branch = "main", ImageTag = "stg" },
        },
    };

    public OperationContext Context => World.Context(Service, Clock);

    public DeployInfrastructure Operation { get; } = new();

    public static DateTimeOffset Day(int day) => new(2026, 5, day, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Lets the definition keep a mark, which is where a deployment has put it.</summary>
    public void KeepMark(string? at)
    {
        Definition = Definition with { Mark = "refs/heads/marks/{environment}" };
        if (at is not null)
        {
            Git.Set(Url, "marks/prod", at);
        }
    }

    /// <summary>Plans and gives the only change.</summary>
    public async Task<Change> PlanOneAsync()
    {
        Plan plan = await PlanAsync();
        plan.Blockers.ShouldBeEmpty();
        return plan.Changes.ShouldHaveSingleItem();
    }

    public Task<Plan> PlanAsync(bool always = false) => Operation.PlanAsync(Request with { Always = always }, Context, CancellationToken.None);

    /// <summary>Plans, applies and sums up; the ledger keeps what was applied.</summary>
    public async Task<Conclusion> DeployAsync()
    {
        Change change = await PlanOneAsync();
        IReadOnlyDictionary<string, string> values = await Operation.ApplyAsync(change, Context, CancellationToken.None);
        History.Insert(0, change);
        return await ConcludeAsync(new ChangeResult { Change = change, Status = ChangeStatus.Applied, Values = values });
    }

    public Task<Conclusion> ConcludeAsync(params ChangeResult[] results) => Operation.ConcludeAsync(Request, results, Context, CancellationToken.None);

    public async Task<InfrastructureChanges> AskAsync() =>
        (InfrastructureChanges)(await new GetInfrastructureChanges().ConcludeAsync(new InfrastructureChangesRequest(), [], Context, CancellationToken.None)).Output;

    private static DeployInfrastructureRequest Request { get; } = new() { Environment = "prod" };
}
