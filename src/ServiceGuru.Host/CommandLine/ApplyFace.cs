using ServiceGuru.Host.Console;
using ServiceGuru.Host.Gates;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.CommandLine;

/// <summary>Plans (<c>--what-if</c>) or carries out a single operation that changes something.</summary>
internal static class ApplyFace
{
    public static async Task<int> RunAsync(VerbCall call, ChangeOptions options, string operation, object request, CancellationToken cancellationToken)
    {
        ServiceSession session = await call.OpenAsync(call.Service, cancellationToken).ConfigureAwait(false);
        if (call.Parse.GetValue(options.WhatIf))
        {
            Plan plan = await AskFace.WatchAsync(
                call, progress => session.PlanAsync(operation, request, call.Parts.CurrentDirectory, progress, cancellationToken)).ConfigureAwait(false);
            return Show(call, plan);
        }

        Consent consent = new(call.Parse.GetValue(options.Yes), call.Parse.GetValue(options.AllowDestructive), ReviewsChanges: true);
        if (!consent.Yes && (call.Mode == OutputMode.Json || !call.Parts.OutputIsTerminal || !call.Parts.InputIsTerminal))
        {
            return call.Fail(new Failure
            {
                Id = "NotConfirmed",
                Kind = FailureKind.Usage,
                Message = $"Nobody is here to agree to what {operation} would change.",
                Target = operation,
                NextAction = "Look at it with --what-if, then repeat with --yes. Nothing was changed.",
            });
        }

        RunOptions run = new() { By = call.Parts.User, WorkingDirectory = call.Parts.CurrentDirectory };
        RunOutcome outcome = await new RunFace(call, consent, call.NamedState).CarryOutAsync(
            (gatekeeper, observer) => session.ApplyAsync(operation, request, run, gatekeeper, observer, cancellationToken), cancellationToken).ConfigureAwait(false);
        return outcome.ExitCode;
    }

    private static int Show(VerbCall call, Plan plan)
    {
        int exitCode = plan.Blockers.Count == 0 ? ExitCodes.Done : ExitCodes.Of(plan.Blockers.Max(blocker => blocker.Kind));
        if (call.Mode == OutputMode.Json)
        {
            call.WriteJson(new Answer { ExitCode = exitCode, Result = plan });
        }
        else
        {
            PlanView.Show(call.Screen, plan);
        }

        return exitCode;
    }
}
