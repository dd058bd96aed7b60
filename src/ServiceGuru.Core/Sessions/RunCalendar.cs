using System.Text.Json.Nodes;
using ServiceGuru.Calendars;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;

namespace ServiceGuru.Sessions;

/// <summary>Refuses a run that would change something when the calendar forbids it, unless somebody says why it can't wait.</summary>
internal static class RunCalendar
{
    private const int MaxReason = 1000;

    /// <summary>Checks a run that is about to begin or to go on.</summary>
    /// <param name="runbook">The runbook.</param>
    /// <param name="parameters">The run's parameters.</param>
    /// <param name="session">The service and the clock.</param>
    /// <param name="duringFreeze">Why it can't wait, or null.</param>
    /// <param name="done">Tells which steps have nothing more to do.</param>
    /// <exception cref="GuruException"><c>InFreeze</c>, <c>OutsideWindow</c>; the reason is none (<c>ReasonMissing</c>).</exception>
    public static void Check(Runbook runbook, JsonObject parameters, ServiceSession session, string? duringFreeze, Func<string, bool> done)
    {
        if (duringFreeze is not null)
        {
            if (string.IsNullOrWhiteSpace(duringFreeze) || duringFreeze.Length > MaxReason)
            {
                throw new GuruException(new Failure
                {
                    Id = "ReasonMissing",
                    Kind = FailureKind.Usage,
                    Message = $"What goes in a freeze needs a reason of 1 to {MaxReason} characters.",
                    Target = runbook.Name,
                    NextAction = "Say why it can't wait; the record keeps it with your name.",
                });
            }

            return;
        }

        if (new CalendarGuard(runbook, session.Service, session.Time).CheckRun(parameters, done) is { } closed)
        {
            throw new GuruException(closed);
        }
    }
}
