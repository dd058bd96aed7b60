using System.Text.Json.Nodes;
using ServiceGuru.Host.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Host.Console.Runs;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Gates;

/// <summary>
/// Answers gates for the user: by <c>--yes</c>, or by asking at the terminal. Where nobody is here, the gate stays open
/// for <c>guru approve</c>. A destructive change needs its own yes in any case.
/// </summary>
/// <param name="user">Who answers, as the ledger shall have it.</param>
/// <param name="consent">What was agreed to on the command line.</param>
/// <param name="person">The person at the terminal; null where nobody is here.</param>
/// <param name="display">Makes room for questions.</param>
/// <param name="notes">Where the changes in question are shown, or that nobody is here.</param>
/// <param name="approveCommand">Gives the command that answers a gate (run, step) from elsewhere.</param>
/// <param name="decideCommand">Gives the command that decides about a failed step (run, step) from elsewhere.</param>
internal sealed class Gatekeeper(
    string user, Consent consent, Person? person, IRunDisplay display, IScreen notes, Func<string, string, string> approveCommand, Func<string, string, string> decideCommand) : IGatekeeper
{
    public string? Answerer => user;

    public Task TellAsync(GateOpened gate, string reason, CancellationToken cancellationToken) => display.AskAsync(
        _ =>
        {
            TellOfElsewhere(gate, $"{reason} Somebody else answers from elsewhere:");
            return Task.FromResult(true);
        },
        cancellationToken);

    public async Task<GateAnswer?> AskAsync(GateOpened gate, CancellationToken cancellationToken)
    {
        // A general yes knows no values; where the gate wants some, somebody must give them.
        if ((gate.Destructive ? consent.Destructive : consent.Yes) && !GateCommand.WantsValues(gate))
        {
            return new GateAnswer(gate.Step, user, true, gate.Destructive ? "--allow-destructive" : "--yes");
        }

        if (person is null && consent.Alone)
        {
            return new GateAnswer(gate.Step, user, false, "nobody is here to ask");
        }

        if (person is null)
        {
            return await display.AskAsync(_ => Task.FromResult<GateAnswer?>(TellThatNobodyIsHere(gate)), cancellationToken).ConfigureAwait(false);
        }

        return await display.AskAsync(
            async token =>
            {
                ShowEvidence(gate);
                bool yes = await (gate.Destructive ? person.TypesYesAsync(gate.Question, token) : person.AgreesAsync(gate.Question, token)).ConfigureAwait(false);
                JsonObject? values = yes ? await person.GivesAsync(gate.Inputs, token).ConfigureAwait(false) : null;
                return new GateAnswer(gate.Step, user, yes, await person.CommentAsync(token).ConfigureAwait(false)) { Values = values };
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlySet<string>> ReviewAsync(string step, IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        HashSet<string> declined = [];
        List<Change> destructive = [.. changes.Where(change => change.Destructive)];
        if (destructive.Count > 0 && !consent.Destructive && !await AgreesToDestroyAsync(destructive, cancellationToken).ConfigureAwait(false))
        {
            declined.UnionWith(destructive.Select(change => change.Id));
        }

        List<Change> others = [.. changes.Where(change => !change.Destructive)];
        if (others.Count > 0 && consent is { ReviewsChanges: true, Yes: false } && person is null)
        {
            throw new GuruException(NobodyAgrees(step, others));
        }

        if (others.Count > 0 && consent is { ReviewsChanges: true, Yes: false } && !await AgreesAsync(others, cancellationToken).ConfigureAwait(false))
        {
            declined.UnionWith(others.Select(change => change.Id));
        }

        return declined;
    }

    public async Task<FailureDecision?> DecideAsync(StepState step, CancellationToken cancellationToken) => await display.AskAsync(
        async token =>
        {
            if (person is null)
            {
                VerbCall.Tell(() =>
                {
                    FailureView.Show(notes, step.Failure!);
                    notes.Line(new Piece($"Step '{step.Step.Id}' has failed and waits for a decision. Decide from elsewhere:", Tone.Warn));
                    notes.Line("  ", decideCommand(display.RunId ?? "RUN", step.Step.Id));
                });
                return null;
            }

            FailureView.Show(notes, step.Failure!);

            // The live list is away meanwhile, and two steps may fail in the same words.
            FailureChoice choice = await person.ChoosesAsync(
                $"Step '{step.Step.Id}', {step.Step.Title}, has failed. What now? r: try again, s: leave it and go on, u: undo the whole run, a: let the run fail.", Choices, token).ConfigureAwait(false);
            string? reason = choice == FailureChoice.Skip
                ? await person.SaysAsync("Why can it be left?", token).ConfigureAwait(false)
                : await person.CommentAsync(token).ConfigureAwait(false);
            return new FailureDecision(step.Step.Id, user, choice, reason);
        },
        cancellationToken).ConfigureAwait(false);

    private static readonly Dictionary<string, FailureChoice> Choices = new(StringComparer.Ordinal)
    {
        ["r"] = FailureChoice.Retry, ["s"] = FailureChoice.Skip, ["u"] = FailureChoice.Undo, ["a"] = FailureChoice.Abort,
    };

    // Nobody's silence is no "no" either: a run that did nothing for want of an answer must not end well.
    private static Failure NobodyAgrees(string step, List<Change> changes) => new()
    {
        Id = "NotConfirmed",
        Kind = FailureKind.Usage,
        Message = $"Nobody is here to agree to what step '{step}' would change.",
        Target = step,
        Evidence = [.. changes.Select(change => change.Summary)],
        NextAction = "Resume it with --yes. Nothing was changed meanwhile.",
    };

    private GateAnswer? TellThatNobodyIsHere(GateOpened gate)
    {
        string option = GateCommand.WantsValues(gate) ? string.Empty : $" (or start with {(gate.Destructive ? "--allow-destructive" : "--yes")})";
        TellOfElsewhere(gate, $"Nobody is here to answer. Answer from elsewhere{option}:");
        return null;
    }

    private void TellOfElsewhere(GateOpened gate, string why) => VerbCall.Tell(() =>
    {
        ShowEvidence(gate);
        notes.Line(new Piece($"Step '{gate.Step}' waits for {gate.Need} yes: {gate.Question}", Tone.Warn));
        notes.Line(why);
        notes.Line("  ", GateCommand.WithValues(approveCommand(display.RunId ?? "RUN", gate.Step), gate));
    });

    // Where --yes answers there is nobody to show it to; the record of the gate has it.
    private void ShowEvidence(GateOpened gate)
    {
        foreach (string line in gate.Show)
        {
            notes.Line(line);
        }
    }

    private async Task<bool> AgreesToDestroyAsync(List<Change> changes, CancellationToken cancellationToken) => person is not null
        && await display.AskAsync(
            token =>
            {
                Show("This destroys something that can't be had back:", changes, Tone.Bad);
                return person.TypesYesAsync("Go on?", token);
            },
            cancellationToken).ConfigureAwait(false);

    private async Task<bool> AgreesAsync(List<Change> changes, CancellationToken cancellationToken) => person is not null
        && await display.AskAsync(
            token =>
            {
                Show("This is about to be changed:", changes, Tone.Normal);
                return person.AgreesAsync("Go on?", token);
            },
            cancellationToken).ConfigureAwait(false);

    private void Show(string heading, List<Change> changes, Tone tone)
    {
        notes.Line(new Piece(heading, Tone.Strong));
        foreach (Change change in changes)
        {
            notes.Line("  ", new Piece(change.Summary, tone));
        }
    }
}
