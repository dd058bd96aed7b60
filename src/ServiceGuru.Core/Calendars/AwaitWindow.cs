using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Calendars;

/// <summary>Waits until no freeze and no window keeps an environment from being changed: the first step of an unattended run.</summary>
public sealed class AwaitWindow : Operation<AwaitWindowRequest, AwaitWindowOutput>
{
    /// <summary>The operation's id.</summary>
    public const string OperationId = "gate/window";

    // A machine may sleep, and its clock may be put right meanwhile.
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public override string Id => OperationId;

    /// <inheritdoc/>
    public override string Summary => "Waits until the service may be changed";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Wait;

    /// <inheritdoc/>
    public override void Check(AwaitWindowRequest request, ServiceDefinition service)
    {
        Environments(request, service);
        if (request.Deadline <= TimeSpan.Zero)
        {
            throw new GuruException(new Failure
            {
                Id = "InvalidGate",
                Kind = FailureKind.Usage,
                Message = "deadline must be more than zero.",
                NextAction = "Leave it out, or say how long to wait at most.",
            });
        }
    }

    /// <inheritdoc/>
    public override Task<Plan> PlanAsync(AwaitWindowRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        DeploymentCalendar calendar = new(context.Service);
        DateTimeOffset now = context.Time.GetUtcNow();
        CalendarVerdict verdict = calendar.Judge(Environments(request, context.Service), now);
        string text = context.DuringFreeze is not null || verdict.Open ? "open now"
            : verdict.Next is { } next ? $"waits until {calendar.Stamp(next)}, for {Duration.Format(Seconds(next - now))}{(verdict.Freeze is { } freeze ? $" (freeze '{freeze.Name}': {freeze.Reason})" : string.Empty)}"
            : "would wait for more than five years";
        return Task.FromResult(new Plan { Operation = Id, Notes = [new PlanNote("calendar", text)] });
    }

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(AwaitWindowRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        DeploymentCalendar calendar = new(context.Service);
        IReadOnlyList<string> environments = Environments(request, context.Service);
        DateTimeOffset? end = request.Deadline is { } deadline ? context.Time.GetUtcNow() + deadline : null;
        while (true)
        {
            DateTimeOffset now = context.Time.GetUtcNow();
            CalendarVerdict verdict = calendar.Judge(environments, now);
            if (verdict.Open || context.DuringFreeze is not null)
            {
                return new Conclusion(new AwaitWindowOutput(now, true), null);
            }

            Failure closed = CalendarFailures.Closed(calendar, verdict, environments, Id, waits: true);
            if (verdict.Next is not { } next || now >= end)
            {
                return new Conclusion(new AwaitWindowOutput(now, false), closed with { Id = "WindowNotOpened", Cause = closed.Message, Message = $"The way was not free within {(request.Deadline is { } most ? Duration.Format(most) : "five years")}." });
            }

            context.Progress.Report($"waits until {calendar.Stamp(next)}");
            TimeSpan wait = next - now < Look ? next - now : Look;
            await Task.Delay(end is { } last && last - now < wait ? last - now : wait, context.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static IReadOnlyList<string> Environments(AwaitWindowRequest request, ServiceDefinition service)
    {
        if (request.Environment is { } named)
        {
            service.FindEnvironment(named);
            return [named];
        }

        List<string> production = [.. service.Environments.Where(entry => entry.Value.Production).Select(entry => entry.Key)];
        return production.Count > 0 ? production : [.. service.Environments.Keys];
    }

    private static TimeSpan Seconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));
}
