using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Sessions;

/// <summary>How a run goes on, checked and not yet recorded.</summary>
/// <param name="Runbook">The runbook that it follows.</param>
/// <param name="Events">What is recorded before it goes on.</param>
internal sealed record RunResumption(Runbook Runbook, IReadOnlyList<RunEvent> Events);
