using System.Collections.Frozen;
using ServiceGuru.Services;

namespace ServiceGuru.Operations;

/// <summary>The typed base of every operation.</summary>
/// <typeparam name="TRequest">The request; its properties are the inputs.</typeparam>
/// <typeparam name="TOutput">The output.</typeparam>
public abstract class Operation<TRequest, TOutput> : IOperation
    where TRequest : class
    where TOutput : class
{
    /// <inheritdoc/>
    public abstract string Id { get; }

    /// <inheritdoc/>
    public abstract string Summary { get; }

    /// <inheritdoc/>
    public abstract OperationKind Kind { get; }

    /// <inheritdoc/>
    public virtual bool PutsBack => false;

    /// <inheritdoc/>
    public virtual string? PlaceOf(OperationContext context) => null;

    /// <inheritdoc/>
    public virtual int Concurrency => 1;

    /// <inheritdoc/>
    public Type RequestType => typeof(TRequest);

    /// <inheritdoc/>
    public Type OutputType => typeof(TOutput);

    /// <inheritdoc/>
    public virtual IReadOnlySet<string> VolatileDetails => FrozenSet<string>.Empty;

    /// <inheritdoc/>
    public virtual bool FollowsEarlierSteps => false;

    /// <summary>Checks a request against the definition alone; nothing is asked outside.</summary>
    /// <param name="request">The request.</param>
    /// <param name="service">The definition.</param>
    /// <exception cref="GuruException">It names something that the definition does not have.</exception>
    public virtual void Check(TRequest request, ServiceDefinition service)
    {
    }

    /// <summary>Works out what would be done. A query or wait has nothing to change, and says what it would look at.</summary>
    /// <param name="request">The request.</param>
    /// <param name="context">The service and its connections.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The plan.</returns>
    public abstract Task<Plan> PlanAsync(TRequest request, OperationContext context, CancellationToken cancellationToken);

    /// <summary>Sums up: waits for what the changes set off, verifies it, and gives the output.</summary>
    /// <param name="request">The request.</param>
    /// <param name="changes">What became of the plan's changes.</param>
    /// <param name="context">The service and its connections.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The output, and the failure if the answer is no.</returns>
    public abstract Task<Conclusion> ConcludeAsync(TRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{Id} plans no changes.");

    /// <inheritdoc/>
    public virtual Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{Id} plans no changes.");

    /// <inheritdoc/>
    public virtual Change? Revert(ChangeResult applied) => null;

    /// <summary>Foretells the output of a plan.</summary>
    /// <param name="request">The request.</param>
    /// <param name="plan">The plan.</param>
    /// <returns>The output as far as it is known, or null.</returns>
    public virtual TOutput? Forecast(TRequest request, Plan plan) => null;

    void IOperation.Check(object request, ServiceDefinition service) => Check((TRequest)request, service);

    Task<Plan> IOperation.PlanAsync(object request, OperationContext context, CancellationToken cancellationToken) =>
        PlanAsync((TRequest)request, context, cancellationToken);

    Task<Conclusion> IOperation.ConcludeAsync(object request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken) =>
        ConcludeAsync((TRequest)request, changes, context, cancellationToken);

    object? IOperation.Forecast(object request, Plan plan) => Forecast((TRequest)request, plan);
}
