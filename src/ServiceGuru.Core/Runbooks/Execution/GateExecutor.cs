using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>
/// Keeps a gate open until enough people said yes, one said no, or the deadline has passed. Everything but enough
/// yeses is a no.
/// </summary>
internal sealed class GateExecutor(RunbookStep step, GateRequest request, RunRecorder recorder, TimeProvider time, IGatekeeper gatekeeper)
{
    private static readonly TimeSpan MailboxPoll = TimeSpan.FromMilliseconds(500);

    private const int EvidenceLines = 6;

    private StepState State => recorder.State.Step(step.Id);

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        if (State.Gate is null)
        {
            DateTimeOffset? deadline = request.Deadline is { } open ? time.GetUtcNow() + open : null;
            await recorder.AppendAsync(new GateOpened(step.Id, request.Question, Math.Max(1, request.Need), deadline) { Show = [.. request.Show, .. Failures()], Destructive = request.Destructive }).ConfigureAwait(false);
        }

        GateOpened gate = State.Gate!;
        using CancellationTokenSource closed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<GateAnswer?>? asked = null;
        bool askHere = true;
        try
        {
            while (Verdict(gate) is null)
            {
                foreach (PostedRequest posted in await recorder.ReadRequestsAsync(cancellationToken).ConfigureAwait(false))
                {
                    // What nobody can read must not let the run through.
                    if ((posted.Request ?? new GateAnswer(step.Id, "unknown", false, "unreadable answer")) is GateAnswer answer && answer.Step == step.Id)
                    {
                        await RecordAsync(answer).ConfigureAwait(false);
                        await recorder.RemoveRequestAsync(posted.Id, cancellationToken).ConfigureAwait(false);
                    }
                }

                if (Verdict(gate) is not null)
                {
                    break;
                }

                if (gate.Deadline <= time.GetUtcNow())
                {
                    await RefuseAsync("GateExpired", $"Nobody answered the gate '{step.Id}' in time.").ConfigureAwait(false);
                    return;
                }

                asked ??= askHere ? gatekeeper.AskAsync(gate, closed.Token) : null;
                Task pause = Task.Delay(MailboxPoll, time, cancellationToken);
                await (asked is null ? pause : Task.WhenAny(asked, pause)).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                if (asked is { IsCompleted: true })
                {
                    GateAnswer? answer = await asked.ConfigureAwait(false);
                    asked = null;

                    // One person is asked once here; further yeses must come from others.
                    askHere = false;
                    if (answer is not null)
                    {
                        await RecordAsync(answer).ConfigureAwait(false);
                    }
                }
            }
        }
        finally
        {
            await closed.CancelAsync().ConfigureAwait(false);
        }

        GateAnswered? no = State.Answers.Find(answer => !answer.Yes);
        if (no is not null)
        {
            await RefuseAsync("GateDenied", $"{no.By} said no at the gate '{step.Id}'{(no.Comment is null ? "." : $": {no.Comment}")}").ConfigureAwait(false);
            return;
        }

        GateOutput output = new(People());
        await recorder.AppendAsync(new StepSucceeded(step.Id, System.Text.Json.JsonSerializer.SerializeToNode(output, LedgerJson.Options))).ConfigureAwait(false);
    }

    // Whoever is asked because something failed decides with the reasons before them.
    private IEnumerable<string> Failures() => step.When != StepCondition.Failure ? [] : step.Needs
        .Select(need => recorder.State.Step(need).Failure)
        .OfType<Failure>()
        .SelectMany(failure => failure.Evidence.Take(EvidenceLines).Select(line => $"  {line}").Prepend(failure.Message));

    // Null while it is open.
    private bool? Verdict(GateOpened gate) =>
        State.Answers.Exists(answer => !answer.Yes) ? false
        : People().Count >= gate.Need ? true
        : null;

    // One person is one person, however the name is written; an answer of nobody counts for nobody.
    private List<string> People() =>
        [.. State.Answers.Select(answer => answer.By?.Trim() ?? string.Empty).Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    private Task RecordAsync(GateAnswer answer) => recorder.AppendAsync(new GateAnswered(step.Id, answer.By, answer.Yes, answer.Comment));

    // A no to what can be left out is an answer, not a failure.
    private Task RefuseAsync(string id, string message) => recorder.AppendAsync(request.Optional ? new StepSkipped(step.Id, message) : new StepFailed(
        step.Id,
        new Failure
        {
            Id = id,
            Message = message,
            Target = step.Id,
            NextAction = $"When the team agrees, 'guru resume {recorder.State.Id}' asks again.",
        },
        null,
        null));
}
