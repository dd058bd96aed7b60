using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Infrastructure;

/// <summary>Brings an environment's Kubernetes objects and secrets up to date with the definition's command.</summary>
public sealed class DeployInfrastructure : Operation<DeployInfrastructureRequest, InfrastructureReport>
{
    private const string LogKey = "log";

    /// <inheritdoc/>
    public override string Id => "infrastructure/deploy";

    /// <inheritdoc/>
    public override string Summary => "Brings an environment's Kubernetes objects and secrets up to date with the deployment repository.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Change;

    /// <inheritdoc/>
    public override IReadOnlySet<string> VolatileDetails { get; } = new HashSet<string> { DeployChange.PlannedAtKey };

    /// <inheritdoc/>
    public override string? PlaceOf(OperationContext context) => context.Connections.Commands.Place;

    /// <inheritdoc/>
    public override void Check(DeployInfrastructureRequest request, ServiceDefinition service)
    {
        service.FindEnvironment(request.Environment);
        Definition(service);
    }

    /// <inheritdoc/>
    public override async Task<Plan> PlanAsync(DeployInfrastructureRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        Check(request, context.Service);
        InfrastructureDefinition infrastructure = Definition(context.Service);
        InfrastructureInspection inspection = new(context, request.Environment);
        (InfrastructureChanges changes, DeployedCommit deployed) = await inspection.ReadAsync(cancellationToken).ConfigureAwait(false);
        changes = await inspection.WithSecretsAsync(changes, cancellationToken).ConfigureAwait(false);
        List<PlanNote> notes = [.. changes.Problems.Select(problem => new PlanNote(problem.Target ?? "vault", $"not looked at: {problem.Message}"))];
        if (!changes.Pending && !request.Always)
        {
            notes.Insert(0, new PlanNote(request.Environment, $"up to date with {infrastructure.Branch} at {CommitLines.Short(changes.Head!)}", changes.Head));
            return new Plan { Operation = Id, Notes = notes };
        }

        notes.AddRange(InfrastructureText.Lines(changes with { Problems = [] }).Select(line => new PlanNote(request.Environment, line.Trim())));
        CheckoutState checkout = await context.Connections.Checkout(infrastructure).InspectAsync(changes.Head!, cancellationToken).ConfigureAwait(false);
        return new Plan
        {
            Operation = Id,
            Changes = [DeployChange.Of(infrastructure, changes, deployed, context.Time.GetUtcNow())],
            Notes = notes,
            Blockers = CheckoutRules.Check(infrastructure, checkout, changes.Head!),
        };
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        InfrastructureDefinition infrastructure = Definition(context.Service);
        ICheckout checkout = context.Connections.Checkout(infrastructure);
        await RequireAsPlannedAsync(infrastructure, checkout, change, context, cancellationToken).ConfigureAwait(false);
        CommandCall call = new()
        {
            Key = DeployChange.Key(change, context),
            Command = infrastructure.Command,
            WorkingDirectory = checkout.Path,
            Variables = InfrastructureText.Variables(infrastructure, change.Target),
            Timeout = infrastructure.Timeout,
            Grace = infrastructure.Grace,
        };
        context.Progress.Report(InfrastructureText.Command(infrastructure, change.Target));
        CommandEnd end = await context.Connections.Commands.RunAsync(call, line => context.Progress.Report(line), cancellationToken).ConfigureAwait(false);
        return end.ExitCode switch
        {
            0 => new Dictionary<string, string>(StringComparer.Ordinal) { [LogKey] = end.LogFile },
            null => throw new GuruException(InfrastructureFailures.TimedOut(infrastructure, change, end)),
            _ => throw new GuruException(InfrastructureFailures.Failed(infrastructure, change, end)),
        };
    }

    /// <inheritdoc/>
    public override async Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        InfrastructureDefinition infrastructure = Definition(context.Service);
        CommandStanding standing = await context.Connections.Commands.LookAsync(DeployChange.Key(change, context), cancellationToken).ConfigureAwait(false);
        switch (standing.State)
        {
            case CommandState.Succeeded:
                return ProbeOutcome.Applied;
            case CommandState.Failed:
                return ProbeOutcome.NotApplied;
            case CommandState.Running:
                throw new GuruException(InfrastructureFailures.StillRunning(change, standing));
        }

        // Where it was begun it may still work, and nobody sees that from here.
        string? elsewhere = context.BegunIn == context.Connections.Commands.Place ? null : context.BegunIn;
        if (standing.State == CommandState.NotBegun && elsewhere is null)
        {
            return ProbeOutcome.NotApplied;
        }

        // Cut off without an end. The mark is moved only after one, perhaps by a person who has looked.
        DeployedCommit deployed = await DeployedCommit.ReadAsync(context, infrastructure, change.Target, cancellationToken).ConfigureAwait(false);
        return deployed.Mark is not null && deployed.Mark == change.To && deployed.Mark != DeployChange.MarkBefore(change) ? ProbeOutcome.Applied
            : elsewhere is not null ? throw new GuruException(InfrastructureFailures.Elsewhere(infrastructure, change, elsewhere))
            : infrastructure.Repeatable ? ProbeOutcome.NotApplied
            : throw new GuruException(InfrastructureFailures.OutcomeUnknown(infrastructure, change, standing));
    }

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(DeployInfrastructureRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        InfrastructureDefinition infrastructure = Definition(context.Service);
        ChangeResult? result = changes.Count == 0 ? null : changes[^1];
        Failure? failure = result is null or { Status: ChangeStatus.Applied or ChangeStatus.Declined } ? null : FailureSummary.OfChange(result);
        DeployedCommit deployed = await DeployedCommit.ReadAsync(context, infrastructure, request.Environment, cancellationToken).ConfigureAwait(false);
        try
        {
            await deployed.SettleMarkAsync(context, infrastructure, request.Environment, cancellationToken).ConfigureAwait(false);
        }
        catch (GuruException unmoved)
        {
            failure ??= InfrastructureFailures.MarkNotMoved(infrastructure.MarkOf(request.Environment)!, unmoved.Failure);
        }

        return new Conclusion(Report(request.Environment, result, deployed.Commit), failure);
    }

    /// <inheritdoc/>
    public override InfrastructureReport? Forecast(DeployInfrastructureRequest request, Plan plan) => plan.Blockers.Count > 0 ? null
        : plan.Changes is [var change] ? Report(request.Environment, new ChangeResult { Change = change, Status = ChangeStatus.Planned }, change.To)
        : Report(request.Environment, null, plan.Notes.Select(note => note.Value).OfType<string>().FirstOrDefault());

    private static InfrastructureReport Report(string environment, ChangeResult? result, string? deployed) => new()
    {
        Environment = environment,
        Deployed = result?.Status == ChangeStatus.Applied,
        From = result?.Change.From,
        Commit = deployed,
        Files = result is null ? [] : DeployChange.Files(result.Change),
        LogFile = result?.Values.GetValueOrDefault(LogKey),
    };

    // What was agreed to is one commit and nothing else; between the plan and the yes somebody may have worked on.
    private static async Task RequireAsPlannedAsync(InfrastructureDefinition infrastructure, ICheckout checkout, Change change, OperationContext context, CancellationToken cancellationToken)
    {
        CheckoutState state = await checkout.InspectAsync(change.To!, cancellationToken).ConfigureAwait(false);
        if (state.Standing == CheckoutStanding.Ready && state.Head != change.To)
        {
            throw new GuruException(InfrastructureFailures.CheckoutMoved(state, change));
        }

        if (CheckoutRules.Check(infrastructure, state, change.To!) is [var first, ..])
        {
            throw new GuruException(first);
        }

        if (infrastructure.MarkOf(change.Target) is { } name)
        {
            string? mark = (await context.Connections.Git.ListRefsAsync(infrastructure.Url, [name], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(name);
            if (mark != DeployChange.MarkBefore(change))
            {
                throw new GuruException(InfrastructureFailures.DeployedMeanwhile(change, name, mark));
            }
        }
    }

    private static InfrastructureDefinition Definition(ServiceDefinition service) => service.Infrastructure ?? throw new GuruException(InfrastructureFailures.NotDefined(service));
}
