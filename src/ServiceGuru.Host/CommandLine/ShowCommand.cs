using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Host.Console.Runs;
using ServiceGuru.Host.Gates;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru show RUN</c>.</summary>
internal sealed class ShowCommand : VerbCommand
{
    private readonly Argument<string> _run = new("RUN") { Description = "The run's id, see 'guru runs'." };

    private readonly Option<string?> _target = new("--target") { Description = "Shows one target of a step with forEach, by its name.", HelpName = "NAME" };

    public ShowCommand(VerbRunner runner)
        : base("show", "Shows where a run stands: every step, what it changed, why it failed, how to go on.", runner)
    {
        Arguments.Add(_run);
        Options.Add(_target);
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        string id = call.Parse.GetRequiredValue(_run);
        IRunLedger ledger = call.Ledger;
        RunState run = await RecordedRun.ReadAsync(ledger, id, cancellationToken).ConfigureAwait(false);
        if (call.Parse.GetValue(_target) is { } name)
        {
            id = Find(run, name).RunId;
            run = await RecordedRun.ReadAsync(ledger, id, cancellationToken).ConfigureAwait(false);
        }

        bool held = run.Status == RunStatus.Running && await ledger.IsHeldAsync(id, cancellationToken).ConfigureAwait(false);
        if (call.Mode != OutputMode.Json)
        {
            RunView.Show(call.Screen, run);
        }

        new RunFace(call, new Consent(false, false, false), call.NamedState).Show(run, held, afterwards: true);

        // The question was where it stands, and that is answered, whatever the answer.
        return ExitCodes.Done;
    }

    private static TargetHeader Find(RunState run, string name)
    {
        List<TargetHeader> targets = [.. run.Steps.SelectMany(step => step.Targets).Select(target => target.Target)];
        return targets.Find(target => target.Name == name) ?? throw new GuruException(new Failure
        {
            Id = "TargetNotFound",
            Kind = FailureKind.Usage,
            Message = $"Run {run.Id} has no target '{name}'.",
            Target = name,
            NextAction = targets.Count == 0 ? "It has no step with targets." : "Name one of its targets; '--output json' lists them.",
        });
    }
}
