using ServiceGuru.Operations;

namespace ServiceGuru.Benchmarks;

/// <summary>Does nothing, so that what remains is the engine.</summary>
internal sealed class NothingOperation : Operation<NothingRequest, NothingOutput>
{
    public override string Id => "bench/nothing";

    public override string Summary => "Does nothing";

    public override OperationKind Kind => OperationKind.Query;

    public override Task<Plan> PlanAsync(NothingRequest request, OperationContext context, CancellationToken cancellationToken) => Task.FromResult(new Plan { Operation = Id });

    public override Task<Conclusion> ConcludeAsync(NothingRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new Conclusion(new NothingOutput(request.Number)));
}
