using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Waits for the team's yes. The engine carries it out, because answers belong to the run.</summary>
public sealed class ApprovalGate : Operation<GateRequest, GateOutput>
{
    /// <summary>The operation's id.</summary>
    public const string OperationId = "gate/approval";

    /// <inheritdoc/>
    public override string Id => OperationId;

    /// <inheritdoc/>
    public override string Summary => "Waits for people to say yes";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Gate;

    /// <inheritdoc/>
    public override Task<Plan> PlanAsync(GateRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new Plan { Operation = Id, Notes = [.. request.Show.Select(line => new PlanNote("shows", line)), new PlanNote("team", $"asks: {request.Question}")] });

    /// <inheritdoc/>
    public override Task<Conclusion> ConcludeAsync(GateRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("A gate is answered by people, through the engine.");
}
