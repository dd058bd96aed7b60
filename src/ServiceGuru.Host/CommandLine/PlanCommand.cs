using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Host.Console;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru plan RUNBOOK</c>.</summary>
internal sealed class PlanCommand : VerbCommand
{
    private readonly RunbookArguments _runbook = new();

    public PlanCommand(VerbRunner runner)
        : base("plan", "Shows what a runbook would change now; reads only.", runner) => _runbook.AddTo(this);

    /// <summary>Plans a run and shows the plan.</summary>
    public static async Task<int> PlanAsync(VerbCall call, ServiceSession session, Runbook runbook, RunOptions options, CancellationToken cancellationToken)
    {
        RunPlan plan = await AskFace.WatchAsync(call, progress => session.PlanRunAsync(runbook, options, progress, cancellationToken)).ConfigureAwait(false);
        Failure? failure = plan.Steps.Select(step => step.Failure).FirstOrDefault(found => found is not null);
        int exitCode = failure is null ? ExitCodes.Done : ExitCodes.Of(failure.Kind);
        if (call.Mode == OutputMode.Json)
        {
            call.WriteJson(new Answer { ExitCode = exitCode, Result = plan, Failure = failure });
        }
        else
        {
            PlanView.Show(call.Screen, plan);
        }

        return exitCode;
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        Runbook runbook = await new SessionFactory(call.Settings).ReadRunbookAsync(_runbook.Name(call), cancellationToken).ConfigureAwait(false);
        ServiceSession session = await call.OpenAsync(call.Service, cancellationToken).ConfigureAwait(false);
        return await PlanAsync(call, session, runbook, _runbook.Options(call), cancellationToken).ConfigureAwait(false);
    }
}
