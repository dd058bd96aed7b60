using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks;

/// <summary>Asks whatever a test wants.</summary>
internal sealed class FakeQuery : Operation<FakeQueryRequest, FakeQueryOutput>
{
    public override string Id => "test/ask";

    public override string Summary => "Asks";

    public override OperationKind Kind => OperationKind.Query;

    public Func<FakeQueryRequest, CancellationToken, Task<Failure?>> Ask { get; set; } = (_, _) => Task.FromResult<Failure?>(null);

    public override Task<Plan> PlanAsync(FakeQueryRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new Plan { Operation = Id });

    public override async Task<Conclusion> ConcludeAsync(FakeQueryRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken) =>
        new(new FakeQueryOutput(request.Text), await Ask(request, cancellationToken));
}
