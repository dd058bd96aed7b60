using NSubstitute;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Tests.Branches;

/// <summary>A service and its connections for tests of operations.</summary>
internal sealed class TestWorld
{
    public InMemoryGit Git { get; } = new();

    public ICodeHost CodeHost { get; } = Substitute.For<ICodeHost>();

    public IRegistry Registry { get; } = Substitute.For<IRegistry>();

    public IRunHistory History { get; } = Substitute.For<IRunHistory>();

    public IConnections Connections { get; } = Substitute.For<IConnections>();

    public OperationContext Context(ServiceDefinition service, TimeProvider? time = null, string? directory = null, IOperationProgress? progress = null)
    {
        Connections.Git.Returns(Git);
        Connections.CodeHost.Returns(CodeHost);
        Connections.Registry.Returns(Registry);
        return new OperationContext
        {
            Service = service,
            Connections = Connections,
            Time = time ?? TimeProvider.System,
            History = History,
            WorkingDirectory = directory ?? Path.GetTempPath(),
            RunId = "run-1",
            Progress = progress ?? SilentProgress.Instance,
        };
    }

    /// <summary>Applies every change of a plan as the engine does, and sums up.</summary>
    public static async Task<Conclusion> RunAsync<TRequest, TOutput>(Operation<TRequest, TOutput> operation, TRequest request, OperationContext context)
        where TRequest : class
        where TOutput : class
    {
        Plan plan = await operation.PlanAsync(request, context, CancellationToken.None);
        plan.Blockers.ShouldBeEmpty();
        List<ChangeResult> results = [];
        foreach (Change change in plan.Changes)
        {
            try
            {
                IReadOnlyDictionary<string, string> values = await operation.ApplyAsync(change, context, CancellationToken.None);
                results.Add(new ChangeResult { Change = change, Status = ChangeStatus.Applied, Values = values });
            }
            catch (GuruException exception)
            {
                ChangeStatus status = exception.Failure.Kind == FailureKind.UnknownOutcome ? ChangeStatus.Unknown : ChangeStatus.Failed;
                results.Add(new ChangeResult { Change = change, Status = status, Failure = exception.Failure });
            }
        }

        return await operation.ConcludeAsync(request, results, context, CancellationToken.None);
    }
}
