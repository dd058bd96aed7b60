using System.CommandLine;
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
    private readonly Option<string?> _out = new("--out") { Description = "Keeps the plan in a file, for 'guru run --plan FILE'. Only another plan is overwritten.", HelpName = "FILE" };

    private readonly Option<string?> _duringFreeze = new ChangeOptions().DuringFreeze;

    public PlanCommand(VerbRunner runner)
        : base("plan", "Shows what a runbook would change now, with a hash of it; reads only.", runner)
    {
        _runbook.AddTo(this);
        Options.Add(_out);
        Options.Add(_duringFreeze);
    }

    /// <summary>Plans a run and shows the plan.</summary>
    public static async Task<int> PlanAsync(VerbCall call, ServiceSession session, Runbook runbook, RunOptions options, string? file, CancellationToken cancellationToken)
    {
        RunPlan plan = await AskFace.WatchAsync(call, progress => session.PlanRunAsync(runbook, options, progress, cancellationToken)).ConfigureAwait(false);
        if (file is not null)
        {
            await PlanFile.WriteAsync(Path.GetFullPath(file, call.Parts.CurrentDirectory), plan.ToDocument(), cancellationToken).ConfigureAwait(false);
        }

        Failure? failure = plan.Calendar ?? plan.Steps.Select(step => step.Failure).FirstOrDefault(found => found is not null);
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
        Runbook runbook = await _runbook.ReadAsync(call, cancellationToken).ConfigureAwait(false);
        RunOptions options = (await _runbook.OptionsAsync(call, runbook, cancellationToken).ConfigureAwait(false)) with { DuringFreeze = call.Parse.GetValue(_duringFreeze) };
        ServiceSession session = await call.OpenAsync(call.Service, cancellationToken).ConfigureAwait(false);
        return await PlanAsync(call, session, runbook, options, call.Parse.GetValue(_out), cancellationToken).ConfigureAwait(false);
    }
}
