using ServiceGuru.Approvals;
using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Waits for the team's yes. The engine carries it out, because answers belong to the run.</summary>
public sealed class ApprovalGate : Operation<GateRequest, GateOutput>, IOperation
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
    public IEnumerable<InputMistake> Mistakes(object request, ServiceDefinition? service) => GateRules.Mistakes((GateRequest)request, service);

    /// <inheritdoc/>
    public override void Check(GateRequest request, ServiceDefinition service) => GateRules.Check(request, service);

    /// <inheritdoc/>
    public override Task<Plan> PlanAsync(GateRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        Check(request, context.Service);
        string who = request.Approvers.Count == 0 ? "team" : string.Join(", ", request.Approvers);
        return Task.FromResult(new Plan
        {
            Operation = Id,
            Notes = [.. request.Show.Select(line => new PlanNote("shows", line)), new PlanNote(who, $"asks: {request.Question}{Terms(request)}")],
        });
    }

    /// <inheritdoc/>
    public override Task<Conclusion> ConcludeAsync(GateRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("A gate is answered by people, through the engine.");

    private static string Terms(GateRequest request)
    {
        List<string> terms = [];
        if (request.Need > 1)
        {
            terms.Add($"{request.Need} people must say yes");
        }

        if (!request.SelfApproval)
        {
            terms.Add("not who starts the run");
        }

        if (request.Inputs.Count > 0)
        {
            terms.Add($"asks for {string.Join(", ", request.Inputs.Keys)}");
        }

        if (request.Deadline is { } deadline)
        {
            terms.Add($"open for {Duration.Format(deadline)}");
        }

        return terms.Count == 0 ? string.Empty : $" ({string.Join("; ", terms)})";
    }
}
