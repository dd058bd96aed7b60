using ServiceGuru.Services;

namespace ServiceGuru.Operations;

/// <summary>
/// One thing that can be done or asked, written once: cmdlets, runbook steps and <c>guru</c> verbs are faces of it.
/// </summary>
public interface IOperation
{
    /// <summary>Gets the id, e.g. <c>branches/move</c>: what a runbook step <c>uses</c>.</summary>
    string Id { get; }

    /// <summary>Gets what it does, one sentence.</summary>
    string Summary { get; }

    /// <summary>Gets what it does to the outside.</summary>
    OperationKind Kind { get; }

    /// <summary>Gets a value indicating whether it only puts back what was there before; then no freeze keeps it from that.</summary>
    bool PutsBack => false;

    /// <summary>Gets how many of its changes may be applied side by side, at least 1.</summary>
    int Concurrency { get; }

    /// <summary>Gets the type of its request: a record whose properties are the inputs of a runbook step.</summary>
    Type RequestType { get; }

    /// <summary>Gets the type of its output: a record whose properties later steps may refer to.</summary>
    Type OutputType { get; }

    /// <summary>
    /// Gets the names of the details of its changes that differ each time it plans the very same (a time, what else says
    /// the change already): no plan promises them.
    /// </summary>
    IReadOnlySet<string> VolatileDetails { get; }

    /// <summary>
    /// Gets a value indicating whether its plan starts from what other steps of the run leave behind, without an input
    /// that says so. What comes after steps that change something is then known only in the run.
    /// </summary>
    bool FollowsEarlierSteps { get; }

    /// <summary>Checks a request against the definition alone: what is wrong here is refused before anything starts.</summary>
    /// <exception cref="GuruException">It names something that the definition does not have.</exception>
    void Check(object request, ServiceDefinition service);

    /// <summary>Lists what is wrong with a request, each with its place among the inputs; what can't be placed is left to <see cref="Check"/>.</summary>
    /// <param name="request">The request; where it is still to be filled in by a reference, the default.</param>
    /// <param name="service">The definition, or null where there is none yet.</param>
    IEnumerable<Documents.InputMistake> Mistakes(object request, ServiceDefinition? service) => [];

    /// <summary>Works out what would be done. Reads live systems, writes nothing.</summary>
    /// <exception cref="GuruException">The request is wrong, or a system could not be read.</exception>
    Task<Plan> PlanAsync(object request, OperationContext context, CancellationToken cancellationToken);

    /// <summary>Carries out one change of a plan.</summary>
    /// <returns>What was learned while doing it, by name.</returns>
    /// <exception cref="GuruException">
    /// It failed. <see cref="FailureKind.UnknownOutcome"/> says that it may have happened all the same.
    /// </exception>
    Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken);

    /// <summary>Gives where its changes are carried out, if only that place can tell later what became of them; null where any place can.</summary>
    string? PlaceOf(OperationContext context) => null;

    /// <summary>Finds out whether a change happened whose end was not recorded.</summary>
    Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken);

    /// <summary>Gives the change that undoes an applied one, or null where it can't be undone.</summary>
    Change? Revert(ChangeResult applied);

    /// <summary>Sums up: waits for what the changes set off, verifies it, and gives the output.</summary>
    Task<Conclusion> ConcludeAsync(object request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken);

    /// <summary>Foretells the output that applying the plan would give, as far as it is known; null where it is not.</summary>
    object? Forecast(object request, Plan plan);
}
