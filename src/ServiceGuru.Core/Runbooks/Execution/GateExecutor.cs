using System.Text.Json;
using ServiceGuru.Approvals;
using ServiceGuru.Calendars;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>
/// Keeps a gate open until enough different people who may have said yes, one of them said no, or the deadline has passed.
/// Everything but enough yeses is a no.
/// </summary>
internal sealed class GateExecutor(RunbookStep step, GateRequest request, RunRecorder recorder, OperationContext context, IGatekeeper gatekeeper)
{
    private static readonly TimeSpan MailboxPoll = TimeSpan.FromMilliseconds(500);

    private const int EvidenceLines = 6;

    private readonly PersonDirectory _people = new(context.Service);
    private readonly GateJudge _judge = new(new PersonDirectory(context.Service));
    private readonly DeploymentCalendar _calendar = new(context.Service);
    private Task<IReadOnlyList<string>>? _reminding;

    private StepState State => recorder.State.Step(step.Id);

    private GateVerdict Verdict => _judge.Judge(State.Gate!, State.Answers, recorder.State.Starters);

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        if (State.Gate is null)
        {
            await OpenAsync().ConfigureAwait(false);
        }

        using GateNotices notices = new(State.Gate!, State.GateOpenedAt ?? context.Time.GetUtcNow(), step.Title, context);
        using CancellationTokenSource closed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        GateMail mail = new(step.Id, recorder, context, _judge, _people);
        try
        {
            notices.Open();
            mail.Watch(closed.Token);
            await mail.SweepAsync(cancellationToken).ConfigureAwait(false);
            await WaitAsync(mail, notices, closed.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (recorder.State.Halted is { } halted)
        {
            await notices.CloseAsync(halted.Cancelled
                ? $"Nobody is asked any more: {halted.By} cancelled the run."
                : $"Nobody is asked for now: {halted.By} stopped the run. When it goes on, it asks anew.").ConfigureAwait(false);
            throw;
        }
        finally
        {
            await closed.CancelAsync().ConfigureAwait(false);
            await mail.ToldAsync().ConfigureAwait(false);
        }

        await CloseAsync(notices).ConfigureAwait(false);
    }

    private Task OpenAsync()
    {
        // References in its inputs may have given it terms that nobody could check before.
        GateRules.Check(request, context.Service);
        return recorder.AppendAsync(new GateOpened(step.Id, request.Question, request.Need, request.Deadline is { } open ? context.Time.GetUtcNow() + open : null)
        {
            Opening = State.Attempt,
            Show = [.. request.Show, .. Failures()],
            Destructive = request.Destructive,
            Approvers = _people.Members(request.Approvers),
            SelfApproval = request.SelfApproval,
            Inputs = request.Inputs,
            Notify = request.Notify,
            Remind = request.Remind,
        });
    }

    // Returns when the verdict is there or the deadline has passed.
    private async Task WaitAsync(GateMail mail, GateNotices notices, CancellationToken cancellationToken)
    {
        GateOpened gate = State.Gate!;
        Task<GateAnswer?>? asked = null;
        bool askHere = await MayAskHereAsync(gate, cancellationToken).ConfigureAwait(false);
        while (!Decided(Verdict))
        {
            await mail.TakeAsync(cancellationToken).ConfigureAwait(false);
            if (Decided(Verdict) || gate.Deadline <= context.Time.GetUtcNow())
            {
                return;
            }

            await RemindAsync(gate, notices).ConfigureAwait(false);
            asked ??= askHere ? gatekeeper.AskAsync(gate, cancellationToken) : null;
            Task pause = Task.Delay(MailboxPoll, context.Time, cancellationToken);
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
                    await mail.RecordAsync(answer with { Opening = gate.Opening, Via = answer.Via ?? "terminal" }, null).ConfigureAwait(false);
                }
            }
        }
    }

    private static bool Decided(GateVerdict verdict) => verdict.Open || verdict.No is not null;

    // Nobody is asked for an answer that could not count.
    private async Task<bool> MayAskHereAsync(GateOpened gate, CancellationToken cancellationToken)
    {
        if (gatekeeper.Answerer is not { } here || _judge.WhyMayNot(gate, here, true, recorder.State.Starters) is not { } reason)
        {
            return true;
        }

        await gatekeeper.TellAsync(gate, reason, cancellationToken).ConfigureAwait(false);
        return false;
    }

    private async Task RemindAsync(GateOpened gate, GateNotices notices)
    {
        if (_reminding is { IsCompleted: true })
        {
            await recorder.AppendAsync(new GateReminded(step.Id, await _reminding.ConfigureAwait(false))).ConfigureAwait(false);
            _reminding = null;
        }

        if (gate.Remind is not { } every || State.GateOpenedAt is not { } opened || _reminding is not null || _calendar.IsQuiet(context.Time.GetUtcNow()))
        {
            return;
        }

        int number = (int)((context.Time.GetUtcNow() - opened) / every);
        if (number > (State.RemindedAt is { } last ? (int)((last - opened) / every) : 0))
        {
            _reminding = notices.Remind(number, Verdict);
        }
    }

    // What is told comes before what is recorded: a crash in between says it again under the same key, and so never twice.
    private async Task CloseAsync(GateNotices notices)
    {
        GateVerdict verdict = Verdict;
        if (verdict.No is { } no)
        {
            string message = $"{_people.NameOf(no.By)} said no at the gate '{step.Id}'{(no.Comment is null ? "." : $": {no.Comment}")}";
            await notices.CloseAsync(message).ConfigureAwait(false);
            await RefuseAsync("GateDenied", message).ConfigureAwait(false);
        }
        else if (!verdict.Open)
        {
            string message = verdict.Approvers.Count == 0
                ? $"Nobody answered the gate '{step.Id}' in time."
                : $"{string.Join(", ", verdict.Approvers)} said yes at the gate '{step.Id}', and {verdict.Need} people were needed in time.";
            await notices.CloseAsync(message).ConfigureAwait(false);
            await RefuseAsync("GateExpired", message).ConfigureAwait(false);
        }
        else
        {
            await notices.CloseAsync($"{string.Join(", ", verdict.Approvers)} said yes.").ConfigureAwait(false);
            GateOutput output = new(verdict.Approvers) { Values = verdict.Values.ToDictionary(entry => entry.Key, entry => entry.Value!.AsValue(), StringComparer.Ordinal) };
            await recorder.AppendAsync(new StepSucceeded(step.Id, JsonSerializer.SerializeToNode(output, LedgerJson.Options))).ConfigureAwait(false);
        }
    }

    // Whoever is asked because something failed decides with the reasons before them.
    private IEnumerable<string> Failures() => step.When != StepCondition.Failure ? [] : step.Needs
        .Select(need => recorder.State.Step(need).Failure)
        .OfType<Failure>()
        .SelectMany(failure => failure.Evidence.Take(EvidenceLines).Select(line => $"  {line}").Prepend(failure.Message));

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
