using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks;

/// <summary>Sets values by compare-and-swap.</summary>
internal sealed class SetValues(FakeWorld world) : Operation<SetRequest, SetOutput>
{
    public override string Id => "test/set";

    public override string Summary => "Sets values";

    public override OperationKind Kind => OperationKind.Change;

    public override int Concurrency => world.Concurrency;

    public override Task<Plan> PlanAsync(SetRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> values = [.. request.Values.Where(value => world.Values.GetValueOrDefault(value.Key) != value.Value)];
        string[] Ids(IReadOnlyDictionary<string, IReadOnlyList<string>> needs, string key) =>
            [.. needs.GetValueOrDefault(key, []).Select(need => values.FindIndex(value => value.Key == need)).Where(index => index >= 0).Select(index => $"{index + 1}")];
        return Task.FromResult(new Plan
        {
            Operation = Id,
            Changes =
            [
                .. values.Select((value, index) => new Change
                {
                    Id = $"{index + 1}",
                    Kind = "set",
                    Target = value.Key,
                    From = world.Values.GetValueOrDefault(value.Key),
                    To = value.Value,
                    Summary = $"{value.Key}: {world.Values.GetValueOrDefault(value.Key)} -> {value.Value}",
                    Effect = EffectContract.CompareAndSwap,
                    Destructive = request.Destructive,
                    After = Ids(request.After, value.Key),
                    AfterEndOf = Ids(request.AfterEndOf, value.Key),
                }),
            ],
        });
    }

    public override async Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        await world.BeforeSet(change, cancellationToken);
        if (world.Values.GetValueOrDefault(change.Target) != change.From)
        {
            throw new GuruException(new Failure { Id = "Moved", Message = $"{change.Target} moved meanwhile." });
        }

        world.Set(change.Target, change.To ?? string.Empty);
        await world.AfterSet(change);
        return new Dictionary<string, string> { ["set"] = change.Target };
    }

    public override Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        string? now = world.Values.GetValueOrDefault(change.Target);
        if (now == FakeWorld.Hidden)
        {
            throw new GuruException(new Failure { Id = "StillRunning", Kind = FailureKind.UnknownOutcome, Message = "can't be seen yet" });
        }

        if (now == FakeWorld.Breaking)
        {
            throw new UnauthorizedAccessException("the file belongs to root");
        }

        // A value that was taken back is empty, and one that never was is absent.
        static bool Same(string? left, string? right) => (left ?? string.Empty) == (right ?? string.Empty);
        return Task.FromResult(Same(now, change.To) ? ProbeOutcome.Applied : Same(now, change.From) ? ProbeOutcome.NotApplied : ProbeOutcome.Unknown);
    }

    public override Change? Revert(ChangeResult applied) => applied.Change with { Kind = "unset", From = applied.Change.To, To = applied.Change.From, Summary = $"undo {applied.Change.Target}" };

    public override Task<Conclusion> ConcludeAsync(SetRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        ChangeResult? failed = changes.FirstOrDefault(result => result.Status == ChangeStatus.Failed);
        string summary = string.Join(",", changes.Where(result => result.Status == ChangeStatus.Applied).Select(result => result.Change.Target));
        return Task.FromResult(new Conclusion(new SetOutput(request.Values, summary), failed?.Failure));
    }

    public override SetOutput? Forecast(SetRequest request, Plan plan) => new(request.Values, "forecast");
}
