using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Cmdlets;

/// <summary>Lets the person at the pipeline decide on gates and changes.</summary>
internal sealed class PipelineGatekeeper(IPrompt prompt) : IGatekeeper
{
    private readonly HashSet<string> _declined = new(StringComparer.Ordinal);
    private bool _unasked;

    /// <summary>Who answers, as the ledger shall have it.</summary>
    public required string User { get; init; }

    /// <summary>What is going on, as the prompt's caption.</summary>
    public required string Caption { get; init; }

    /// <summary>The run, once it has one.</summary>
    public Func<string?> Run { get; init; } = () => null;

    /// <summary>Whether <c>-Confirm:$false</c> answers gates with yes.</summary>
    public bool AnswersYes { get; init; }

    /// <summary>Whether <c>-Force</c> agrees to destructive changes.</summary>
    public bool AllowsDestruction { get; init; }

    /// <summary>Gets what was declined, by target.</summary>
    public IReadOnlySet<string> Declined => _declined;

    /// <summary>Whether there was a change that somebody agreed to.</summary>
    public bool SaidYes { get; private set; }

    /// <summary>Whether all that was declined was declined by a person, and not because nobody could be asked.</summary>
    public bool SaidNo => _declined.Count > 0 && !_unasked;

    /// <inheritdoc/>
    public string? Answerer => User;

    /// <inheritdoc/>
    public Task TellAsync(GateOpened gate, string reason, CancellationToken cancellationToken)
    {
        prompt.Warn($"The gate '{gate.Step}' waits for {gate.Need} yes: {Shown(gate)}{gate.Question} {reason} Somebody else answers with Approve-RunbookGate {Run() ?? "RUN"} {gate.Step}, or 'guru approve {Run() ?? "RUN"} {gate.Step}'.");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<GateAnswer?> AskAsync(GateOpened gate, CancellationToken cancellationToken)
    {
        // A general yes knows no values; where the gate wants some, somebody must give them.
        if ((gate.Destructive ? AllowsDestruction : AnswersYes) && !gate.Inputs.Values.Any(input => input.Required))
        {
            return new GateAnswer(gate.Step, User, true, gate.Destructive ? "-Force" : "-Confirm:$false");
        }

        if (gate.Inputs.Count > 0)
        {
            // A prompt of PowerShell takes a yes or a no, no values; they come with the answer from elsewhere.
            prompt.Warn($"The gate '{gate.Step}' asks for {string.Join(", ", gate.Inputs.Keys)}: {Shown(gate)}{gate.Question} Answer with Approve-RunbookGate {Run() ?? "RUN"} {gate.Step} -Value @{{ NAME = VALUE }} in another PowerShell.");
            return null;
        }

        bool? answer = await prompt.AskAsync($"{Caption}: {gate.Step}", Shown(gate) + gate.Question).ConfigureAwait(false);
        if (answer is null)
        {
            prompt.Warn($"The gate '{gate.Step}' waits for an answer, and nobody can be asked here: {Shown(gate)}{gate.Question} Answer with Approve-RunbookGate {Run() ?? "RUN"} {gate.Step}, or 'guru approve {Run() ?? "RUN"} {gate.Step}'.");
            return null;
        }

        return new GateAnswer(gate.Step, User, answer.Value, null);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>> ReviewAsync(string step, IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        HashSet<string> declined = new(StringComparer.Ordinal);
        foreach (Change change in changes)
        {
            if (await AgreesAsync(change).ConfigureAwait(false))
            {
                SaidYes = true;
            }
            else
            {
                declined.Add(change.Id);
                _declined.Add(change.Target);
            }
        }

        return declined;
    }

    /// <inheritdoc/>
    public async Task<FailureDecision?> DecideAsync(StepState step, CancellationToken cancellationToken)
    {
        string id = step.Step.Id;
        string caption = $"{Caption}: step '{id}' has failed";
        string question = Plain($"{step.Failure?.Message} [{step.Failure?.Id}]");
        int? chosen = await prompt.ChooseAsync(caption, question, [.. Ways.Select(way => (way.Label, way.Help))]).ConfigureAwait(false);
        FailureChoice? choice = chosen is >= 0 and < 4 ? Ways[chosen.Value].Choice : null;
        string? reason = choice == FailureChoice.Skip ? await prompt.SayAsync(caption, "Why can it be left?").ConfigureAwait(false) : null;
        if (choice is null || (choice == FailureChoice.Skip && reason is null))
        {
            prompt.Warn($"Step '{id}' has failed and waits for a decision: {question} Decide with Submit-RunbookDecision {Run() ?? "RUN"} {id} Retry|Skip|Undo|Abort, or 'guru decide {Run() ?? "RUN"} {id} retry|skip|undo|abort'.");
            return null;
        }

        return new FailureDecision(id, User, choice.Value, reason);
    }

    private static readonly (string Label, string Help, FailureChoice Choice)[] Ways =
    [
        ("&Retry", "Try the step again.", FailureChoice.Retry),
        ("&Skip", "Leave the step and go on, as if it had succeeded; asks for the reason.", FailureChoice.Skip),
        ("&Undo", "Give the run up and undo all that it has changed.", FailureChoice.Undo),
        ("&Abort", "Let the run fail.", FailureChoice.Abort),
    ];

    private async Task<bool> AgreesAsync(Change change)
    {
        if (!await prompt.ShouldChangeAsync(change.Summary, Caption, change.Target).ConfigureAwait(false))
        {
            return false;
        }

        // Destruction is never implied by a preference: it has its own yes.
        if (!change.Destructive || AllowsDestruction)
        {
            return true;
        }

        bool? answer = await prompt.AskAsync($"{Caption}: this destroys something", $"{change.Summary}. {Undo(change)}").ConfigureAwait(false);
        _unasked |= answer is null;
        return answer == true;
    }

    // Text of outside systems must not steer the terminal.
    private static string Shown(GateOpened gate) =>
        string.Concat(gate.Show.Select(line => Plain(line) + Environment.NewLine));

    private static string Plain(string line) => new([.. line.Select(character => char.IsControl(character) ? ' ' : character)]);

    private static string Undo(Change change) => change.Undo is null ? "It can't be undone." : $"To undo it: {change.Undo}.";
}
