using System.Text.Json.Nodes;
using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Services;

namespace ServiceGuru.Calendars;

/// <summary>
/// Keeps a run from changing something in a freeze or outside of a window. What puts something back is never kept from
/// it: undo, steps that run after a failure or always, and operations that restore.
/// </summary>
internal sealed class CalendarGuard
{
    private const string EnvironmentKey = "environment";

    private readonly Runbook _runbook;
    private readonly ServiceDefinition _service;
    private readonly TimeProvider _time;
    private readonly DeploymentCalendar _calendar;
    private readonly HashSet<string> _afterFailure = [];

    public CalendarGuard(Runbook runbook, ServiceDefinition service, TimeProvider time)
    {
        _runbook = runbook;
        _service = service;
        _time = time;
        _calendar = new DeploymentCalendar(service);
        foreach (RunbookStep step in runbook.Steps.Where(step => step.When == StepCondition.Failure || (step.When == StepCondition.Success && step.Needs.Any(_afterFailure.Contains))))
        {
            _afterFailure.Add(step.Id);
        }
    }

    /// <summary>Tells why a run may not begin or go on now, or null where it may.</summary>
    /// <param name="parameters">The run's parameters.</param>
    /// <param name="done">Tells which steps have nothing more to do.</param>
    public Failure? CheckRun(JsonObject parameters, Func<string, bool> done)
    {
        HashSet<string> waits = [];
        HashSet<string> environments = [];
        List<string> blocked = [];
        foreach (RunbookStep step in _runbook.Steps)
        {
            // What comes after a step that waits for the window is looked at when it begins.
            if ((step.Operation.Id == AwaitWindow.OperationId && !done(step.Id)) || step.Needs.Any(waits.Contains))
            {
                waits.Add(step.Id);
                continue;
            }

            if (done(step.Id) || !Concerns(step))
            {
                continue;
            }

            IReadOnlyList<string> own = EnvironmentsOf(step, step.ForEach is null ? StepInputs.Resolve(step.With, parameters, _ => null, []) : []);
            if (!_calendar.Judge(own, _time.GetUtcNow()).Open)
            {
                environments.UnionWith(own);
                blocked.Add($"{step.Id}: {step.Title}");
            }
        }

        return blocked.Count == 0 ? null : Refusal(environments, blocked, _runbook.Name);
    }

    /// <summary>Tells why a step may not begin now, or null where it may.</summary>
    /// <param name="step">The step.</param>
    /// <param name="inputs">Its inputs, resolved.</param>
    public Failure? CheckStep(RunbookStep step, JsonObject inputs)
    {
        if (!Concerns(step))
        {
            return null;
        }

        IReadOnlyList<string> environments = EnvironmentsOf(step, inputs);
        return _calendar.Judge(environments, _time.GetUtcNow()).Open ? null : Refusal(environments, [], step.Id);
    }

    private bool Concerns(RunbookStep step) => _calendar.HasRules && step.Operation is { Kind: OperationKind.Change, PutsBack: false }
        && step.When == StepCondition.Success && !_afterFailure.Contains(step.Id);

    // Each target of a step may have an environment of its own, so all of them count.
    // What names no environment reaches production: a pushed branch, a message to the users.
    private IReadOnlyList<string> EnvironmentsOf(RunbookStep step, JsonObject inputs)
    {
        if (TypeShape.Of(step.Operation.RequestType).Find(EnvironmentKey) is not null)
        {
            return inputs[EnvironmentKey]?.GetValue<string>() is { } named ? [named] : [.. _service.Environments.Keys];
        }

        List<string> production = [.. _service.Environments.Where(entry => entry.Value.Production).Select(entry => entry.Key)];
        return production.Count > 0 ? production : [.. _service.Environments.Keys];
    }

    private Failure Refusal(IReadOnlyCollection<string> environments, IReadOnlyList<string> blocked, string target)
    {
        CalendarVerdict verdict = _calendar.Judge(environments, _time.GetUtcNow());
        return CalendarFailures.Closed(_calendar, verdict, environments, target) with { Evidence = blocked };
    }
}
