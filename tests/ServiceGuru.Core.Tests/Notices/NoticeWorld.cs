using NSubstitute;
using ServiceGuru.Operations;
using ServiceGuru.Services;
using ServiceGuru.Tests.Branches;

namespace ServiceGuru.Tests.Notices;

/// <summary>A Matrix room without limit and a Slack channel of 250 characters, with the two texts of the team.</summary>
internal sealed class NoticeWorld
{
    public const string Redeploying =
        "We are redeploying the Packit Service production. If Packit does not react to your actions for a long time (30 minutes) try retriggering it with "
        + "/packit build, /packit test, /packit propose-downstream, /packit pull-from-upstream, /packit koji-build, /packit create-update.";

    public const string InProgress = "\u26a0\ufe0f Production redeployment in progress. \u26a0\ufe0f";

    private readonly TestWorld world = new();
    private readonly List<Change> applied = [];

    public NoticeWorld(IReadOnlyDictionary<string, string>? topics = null)
    {
        ServiceDefinition service = new()
        {
            Name = "packit",
            Channels = [new() { Name = "matrix", Kind = ChannelKind.Matrix, Room = "#p:f" }, new() { Name = "slack", Kind = ChannelKind.Slack, Room = "C1" }],
            Topics = topics ?? new Dictionary<string, string> { ["redeploying"] = Redeploying, ["in-progress"] = InProgress },
        };
        Context = world.Context(service);
        world.Connections.Channel(Arg.Is<ChannelDefinition>(channel => channel!.Name == "matrix")).Returns(Matrix);
        world.Connections.Channel(Arg.Is<ChannelDefinition>(channel => channel!.Name == "slack")).Returns(Slack);
        world.History.AppliedChangesAsync("packit", Arg.Any<IReadOnlyCollection<string>>(), Arg.Any<string>(), Arg.Any<CancellationToken>())
            .Returns(call => Newest(call.Arg<IReadOnlyCollection<string>>(), call.ArgAt<string>(2)));
    }

    public OperationContext Context { get; }

    public Channel Matrix { get; } = new("Packit | https://packit.dev");

    public Channel Slack { get; } = new("Ask us anything", 250);

    /// <summary>Records a change as applied, as a run's ledger does.</summary>
    public void Record(Change change) => applied.Add(change);

    /// <summary>Plans and applies, and records what was applied.</summary>
    public async Task<Conclusion> RunAsync<TRequest, TOutput>(Operation<TRequest, TOutput> operation, TRequest request)
        where TRequest : class
        where TOutput : class
    {
        Plan plan = await operation.PlanAsync(request, Context, CancellationToken.None);
        Conclusion conclusion = await TestWorld.RunAsync(operation, request, Context);
        if (conclusion.Failure is null)
        {
            applied.AddRange(plan.Changes);
        }

        return conclusion;
    }

    private async IAsyncEnumerable<Change> Newest(IReadOnlyCollection<string> kinds, string target)
    {
        foreach (Change change in applied.AsEnumerable().Reverse().Where(change => kinds.Contains(change.Kind) && change.Target == target))
        {
            yield return change;
        }

        await Task.CompletedTask;
    }
}
