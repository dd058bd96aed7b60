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
            return Show(call, plan, session.Closed(operation, request, call.Parse.GetValue(options.DuringFreeze)));
        }

        Consent consent = new(call.Parse.GetValue(options.Yes), call.Parse.GetValue(options.AllowDestructive), ReviewsChanges: true);
        if (Unconfirmed(call, consent, operation, "--what-if") is { } unconfirmed)
        {
            return call.Fail(unconfirmed);
        }

        RunOptions run = new() { By = call.Parts.User, WorkingDirectory = call.Parts.CurrentDirectory, DuringFreeze = call.Parse.GetValue(options.DuringFreeze) };
        RunOutcome outcome = await new RunFace(call, consent, call.NamedState).CarryOutAsync(
            (gatekeeper, observer) => session.ApplyAsync(operation, request, run, gatekeeper, observer, cancellationToken), cancellationToken).ConfigureAwait(false);
        return outcome.ExitCode;
    }

    /// <summary>Gives why nothing may be changed, where nobody can be asked and nobody has agreed; else null.</summary>
    public static Failure? Unconfirmed(VerbCall call, Consent consent, string operation, string look) =>
        consent.Yes || (call.Mode != OutputMode.Json && call.Parts.OutputIsTerminal && call.Parts.InputIsTerminal) ? null : new Failure
        {
            Id = "NotConfirmed",
            Kind = FailureKind.Usage,
            Message = $"Nobody is here to agree to what {operation} would change.",
            Target = operation,
            NextAction = $"Look at it with {look}, then repeat with --yes. Nothing was changed.",
        };

    /// <summary>Shows a plan, and why the calendar forbids it now, if it does.</summary>
    public static int Show(VerbCall call, Plan plan, Failure? closed)
    {
        FailureKind[] kinds = [.. plan.Blockers.Select(blocker => blocker.Kind), .. closed is null ? Array.Empty<FailureKind>() : [closed.Kind]];
        int exitCode = kinds.Length == 0 ? ExitCodes.Done : ExitCodes.Of(kinds.Max());
        if (call.Mode == OutputMode.Json)
        {
            call.WriteJson(new Answer { ExitCode = exitCode, Result = plan, Failure = closed });
            return exitCode;
        }

        PlanView.Show(call.Screen, plan);
        if (closed is not null)
        {
            FailureView.Show(call.Screen, closed);
        }

        return exitCode;
    }
}
