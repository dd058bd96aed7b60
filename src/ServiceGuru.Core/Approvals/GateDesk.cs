using System.Text.Json.Nodes;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Approvals;

/// <summary>Where faces list the open gates and hand in answers. Whether an answer counts is decided by the run itself.</summary>
/// <param name="ledger">The record of runs.</param>
/// <param name="time">The clock.</param>
public sealed class GateDesk(IRunLedger ledger, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Lists the open gates of all runs.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<OpenGateList> ListAsync(CancellationToken cancellationToken) =>
        await ListAsync(await ledger.ListAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Lists the open gates of some runs.</summary>
    /// <param name="runs">The runs; one that is not there is among the unreadable.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<OpenGateList> ListAsync(IEnumerable<string> runs, CancellationToken cancellationToken)
    {
        List<OpenGate> gates = [];
        List<Failure> unreadable = [];
        foreach (string id in runs)
        {
            try
            {
                RunState run = await ReadAsync(id, cancellationToken).ConfigureAwait(false);
                if (OpenGate.Of(run, false).Any())
                {
                    gates.AddRange(OpenGate.Of(run, await ledger.IsHeldAsync(id, cancellationToken).ConfigureAwait(false)));
                }
            }
            catch (GuruException error)
            {
                unreadable.Add(error.Failure);
            }
        }

        return new OpenGateList(gates, unreadable);
    }

    /// <summary>Hands an answer in, and waits a moment for the run to say whether it counts.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="cancellationToken">Ends the work; what is handed in stays.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="GuruException">
    /// There is no such run or gate (<c>RunNotFound</c>, <c>GateNotFound</c>), it waits for nobody (<c>GateClosed</c>,
    /// <c>GateNotOpen</c>), its deadline has passed while nobody watched it (<c>GateExpired</c>), or its values are wrong (<c>InvalidAnswer</c>). Then nothing was handed in.
    /// </exception>
    public async Task<GateReceipt> AnswerAsync(GateReply reply, CancellationToken cancellationToken)
    {
        (GateAnswer answer, OpenGate? open) = await MakeAsync(reply, cancellationToken).ConfigureAwait(false);
        await ledger.PostAsync(reply.RunId, answer, cancellationToken).ConfigureAwait(false);
        bool held = await ledger.IsHeldAsync(reply.RunId, cancellationToken).ConfigureAwait(false);
        return new GateReceipt(answer, held, held && open is not null ? await RecordedAsync(reply.RunId, answer.Key!, cancellationToken).ConfigureAwait(false) : null)
        {
            Until = held ? null : open?.Gate.Deadline,
        };
    }

    /// <summary>Tells whether an answer could be handed in now, and hands nothing in: what a preview must know.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="GuruException">As of <see cref="AnswerAsync"/>.</exception>
    public Task CheckAsync(GateReply reply, CancellationToken cancellationToken) => MakeAsync(reply, cancellationToken);

    private async Task<(GateAnswer Answer, OpenGate? Open)> MakeAsync(GateReply reply, CancellationToken cancellationToken)
    {
        RunState run = await ReadAsync(reply.RunId, cancellationToken).ConfigureAwait(false);
        StepState step = Find(run, reply.Step);
        OpenGate? open = OpenGate.Of(run, false).FirstOrDefault(gate => gate.Step == reply.Step);
        int opening = open is not null && (reply.Opening ?? open.Gate.Opening) == open.Gate.Opening ? open.Gate.Opening
            : reply.Opening == step.Attempt + 1 && open is null && run.Status is not (RunStatus.Succeeded or RunStatus.Cancelled or RunStatus.Undone) ? step.Attempt + 1
            : throw new GuruException(NotOpen(run, step, open));
        if (open?.Gate.Deadline is { } over && over <= time.GetUtcNow() && !await ledger.IsHeldAsync(reply.RunId, cancellationToken).ConfigureAwait(false))
        {
            throw new GuruException(Expired(run, step, over));
        }

        GateAnswer answer = new(reply.Step, reply.By, reply.Yes, reply.Comment)
        {
            Values = !reply.Yes ? null : open is null ? reply.Values : Values(open, reply),
            Via = reply.Via,
            Opening = opening,
            Key = $"{reply.Via}-{Guid.NewGuid():N}",
        };
        return (answer, open);
    }

    private async Task<GateAnswered?> RecordedAsync(string runId, string key, CancellationToken cancellationToken)
    {
        DateTimeOffset end = time.GetUtcNow() + Patience;
        while (true)
        {
            IReadOnlyList<LedgerRecord> records = await ledger.ReadAsync(runId, cancellationToken).ConfigureAwait(false);
            if (records.Select(record => record.Event).OfType<GateAnswered>().FirstOrDefault(answered => answered.Key == key) is { } found)
            {
                return found;
            }

            if (time.GetUtcNow() >= end)
            {
                return null;
            }

            await Task.Delay(Look, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<RunState> ReadAsync(string runId, CancellationToken cancellationToken) =>
        LedgerReader.Fold(runId, await ledger.ReadAsync(runId, cancellationToken).ConfigureAwait(false));

    private static JsonObject? Values(OpenGate open, GateReply reply)
    {
        List<string> mistakes = [];
        JsonObject values = GateValues.Read(open.Gate.Inputs, reply.Values, mistakes);
        HashSet<string> given = [.. values.Select(entry => entry.Key), .. open.Answers.Where(answer => answer.Refused is null).SelectMany(answer => answer.Values?.ToJsonObject() ?? []).Select(entry => entry.Key)];
        mistakes.AddRange(open.Gate.Inputs.Where(input => input.Value.Required && !given.Contains(input.Key) && reply.Values?.ContainsKey(input.Key) != true)
            .Select(input => $"'{input.Key}' is required: {GateValues.Expected(input.Value)}."));
        return mistakes.Count == 0 ? values.Count == 0 ? null : values : throw new GuruException(new Failure
        {
            Id = "InvalidAnswer",
            Kind = FailureKind.Usage,
            Message = $"The answer to the gate '{open.Step}' can't be given like this: {mistakes[0]}",
            Target = open.Step,
            Evidence = mistakes.Count == 1 ? [] : mistakes,
            NextAction = "Give them with --set NAME=VALUE (PowerShell: -Value @{ NAME = VALUE }). Nothing was answered.",
        });
    }

    private static StepState Find(RunState run, string gate)
    {
        List<string> gates = [.. run.Steps.Where(step => step.Step.Uses == ApprovalGate.OperationId).Select(step => step.Step.Id)];
        return gates.Contains(gate, StringComparer.Ordinal) ? run.Step(gate) : throw new GuruException(new Failure
        {
            Id = "GateNotFound",
            Kind = FailureKind.Usage,
            Message = $"Run {run.Id} has no gate '{gate}'.",
            Target = run.Id,
            NextAction = gates.Count == 0 ? "It has no gates at all." : $"Its gates: {string.Join(", ", gates)}.",
        });
    }

    private static Failure Expired(RunState run, StepState step, DateTimeOffset deadline) => new()
    {
        Id = "GateExpired",
        Message = $"The deadline of the gate '{step.Step.Id}' of run {run.Id} has passed ({deadline:u}), and no process works on the run: no answer counts any more.",
        Target = step.Step.Id,
        NextAction = $"'guru resume {run.Id}' lets the run tell so; resumed once more, it asks again.",
    };

    private static Failure NotOpen(RunState run, StepState step, OpenGate? open)
    {
        bool over = step.Status == StepStatus.Succeeded || run.Status is RunStatus.Succeeded or RunStatus.Cancelled or RunStatus.Undone;
        return over
            ? new Failure
            {
                Id = "GateClosed",
                Kind = FailureKind.Usage,
                Message = step.Status == StepStatus.Succeeded
                    ? $"The gate '{step.Step.Id}' of run {run.Id} was answered with yes before; nothing waits for an answer."
                    : $"Run {run.Id} has ended ({run.Status.ToString().ToLowerInvariant()}); its gate '{step.Step.Id}' waits for nobody.",
                Target = step.Step.Id,
                NextAction = $"Look at it with 'guru show {run.Id}'.",
            }
            : new Failure
            {
                Id = "GateNotOpen",
                Kind = FailureKind.Usage,
                Message = open is not null
                    ? $"The gate '{step.Step.Id}' of run {run.Id} is open for the {open.Gate.Opening}. time; an answer to another opening counts for nothing."
                    : $"The gate '{step.Step.Id}' of run {run.Id} is not open, so nobody could know what they answer.",
                Target = step.Step.Id,
                NextAction = open is not null
                    ? "Look at what it asks now ('guru gates'), then answer."
                    : $"Answer it when it opens ('guru gates' lists the open ones; 'guru resume {run.Id}' asks again after a no). Who means it before: --opening {step.Attempt + 1}.",
            };
    }
}
