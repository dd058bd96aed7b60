using ServiceGuru.Host.Console;
using ServiceGuru.Host.Console.Runs;
using ServiceGuru.Host.Gates;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.CommandLine;

/// <summary>Carries a run out before the user's eyes: progress, questions, and the summary at its end.</summary>
/// <param name="call">The verb's call.</param>
/// <param name="consent">What the user agreed to.</param>
/// <param name="state">The state folder, where it must be named to find the run again; else null.</param>
/// <param name="guide">The runbook, where each of its steps shall be explained; else null.</param>
internal sealed class RunFace(VerbCall call, Consent consent, string? state, Runbook? guide = null)
{
    /// <summary>Carries it out and shows its end.</summary>
    /// <returns>How it ended.</returns>
    public async Task<RunOutcome> CarryOutAsync(Func<IGatekeeper, IRunObserver, Task<RunOutcome>> run, CancellationToken cancellationToken)
    {
        RunOutcome outcome = await WatchAsync(run, cancellationToken).ConfigureAwait(false);
        Show(outcome.State);
        return outcome;
    }

    /// <summary>Carries it out; its end is left to the caller to show.</summary>
    public async Task<RunOutcome> WatchAsync(Func<IGatekeeper, IRunObserver, Task<RunOutcome>> run, CancellationToken cancellationToken)
    {
        IRunDisplay display = guide is not null ? new GuidedRunDisplay(call.Screen, call.Parts.Time, guide)
            : call.Mode == OutputMode.Terminal ? new LiveRunDisplay(call.Parts.Console, call.Parts.Time)
            : new PlainRunDisplay(call.Screen, call.Parts.Time);
        await using (display.ConfigureAwait(false))
        {
            await using CancellationTokenRegistration stopping = cancellationToken.Register(display.Stopping);
            Person? person = call is { Mode: not OutputMode.Json, Parts: { OutputIsTerminal: true, InputIsTerminal: true } } ? new Person(call.Parts.Console) : null;
            Gatekeeper gatekeeper = new(call.Parts.User, consent, person, display, call.Notes, (id, step) => Command("approve", id, step), (id, step) => Command("decide", id, step, "retry"));
            return await run(gatekeeper, display).ConfigureAwait(false);
        }
    }

    /// <summary>Shows where a run stands.</summary>
    /// <param name="run">The run.</param>
    /// <param name="held">Whether a process works on it now.</param>
    /// <param name="afterwards">Whether it is only looked at: then its document tells whether what it was for is there.</param>
    public void Show(RunState run, bool held = false, bool afterwards = false)
    {
        RunCommands commands = new(ResumeCommand(run.Id), step => Command("approve", run.Id, step))
        {
            Continue = Command("continue", run.Id),
            Decide = step => Command("decide", run.Id, step, "retry|skip|undo|abort"),
            Undo = Command("undo", run.Id),
        };
        if (call.Mode == OutputMode.Json)
        {
            // An undo that has gone well has itself answered 0.
            RunDocument document = RunDocument.Of(run, held ? null : commands);
            call.WriteJson(afterwards && run is { Status: RunStatus.Undone, Failure: null } ? document with { ExitCode = ExitCodes.Refused } : document);
            return;
        }

        RunSummaryView.Show(call.Screen, run, commands, held);
    }

    /// <summary>Gives the command that goes on with a run.</summary>
    public string ResumeCommand(string runId) => Command("resume", runId);

    private string Command(params IEnumerable<string> arguments) =>
        call.Parts.Self.Line([.. arguments, .. call.Whereabouts(state)]);
}
