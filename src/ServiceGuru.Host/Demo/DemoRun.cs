using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Host.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Host.Gates;
using ServiceGuru.Host.Sandboxes;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.Demo;

/// <summary>One demonstration: a sandbox of its own, the weekly runbook against it, and the way on where it fails.</summary>
/// <param name="call">The verb's call.</param>
/// <param name="plan">The sandbox to raise.</param>
/// <param name="keep">Whether the sandbox stays.</param>
/// <param name="guided">Whether each step is explained, and the person at the terminal answers for the team.</param>
internal sealed class DemoRun(VerbCall call, SandboxPlan plan, bool keep, bool guided)
{
    /// <summary>How long the sandbox of a demonstration lives at most, when nobody ends it.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    private const string RunbookName = "weekly-production";

    private readonly string _state = Path.Combine(plan.Directory, "state");
    private readonly string _work = Path.Combine(plan.Directory, "work");

    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        call.Screen.Line(new Piece($"Raising a simulated world in {plan.Directory}", Tone.Dim));
        SandboxFile sandbox = await new DetachedSandbox(call.Parts.Self, call.Parts.Time).StartAsync(plan, cancellationToken).ConfigureAwait(false);
        SessionSettings settings = call.SettingsFor(_state);
        Runbook runbook = await new SessionFactory(settings).ReadRunbookAsync(RunbookName, cancellationToken).ConfigureAwait(false);
        bool asks = guided && call.Mode == OutputMode.Terminal && call.Parts.InputIsTerminal;
        RunFace face = new(call, new Consent(Yes: !asks, Destructive: false, ReviewsChanges: false, Alone: true), _state, guided ? runbook : null);
        RunOutcome outcome = await RunAsync(face, settings, runbook, sandbox, cancellationToken).ConfigureAwait(false);
        if (outcome.State.Status != RunStatus.Succeeded)
        {
            face.Show(outcome.State);
            DemoAdvice.AfterFailure(call, sandbox, plan, outcome.State, face.ResumeCommand(outcome.State.Id));
            return outcome.ExitCode;
        }

        if (keep)
        {
            face.Show(outcome.State);
            DemoAdvice.AfterSuccess(call, sandbox);
            return outcome.ExitCode;
        }

        DemoAdvice.ShowPost(call, outcome.State);

        // The document comes last, when the world is gone: who reads it may rely on that.
        await SandboxFolder.EndAsync(sandbox, call.Parts.Time, CancellationToken.None).ConfigureAwait(false);
        Directory.Delete(plan.Directory, recursive: true);
        face.Show(outcome.State);
        call.Screen.Line(new Piece("The simulated world is gone again, with all of its files; --keep would have left it.", Tone.Dim));
        return outcome.ExitCode;
    }

    private async Task<RunOutcome> RunAsync(RunFace face, SessionSettings settings, Runbook runbook, SandboxFile sandbox, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_work);
        ServiceSession session = await call.OpenAsync(settings, sandbox.Service, cancellationToken).ConfigureAwait(false);
        RunOptions options = new() { By = call.Parts.User, WorkingDirectory = _work };
        return await face.WatchAsync(
            (gatekeeper, observer) => session.RunAsync(runbook, options, gatekeeper, observer, cancellationToken), cancellationToken).ConfigureAwait(false);
    }
}
