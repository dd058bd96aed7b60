using System.Collections.Concurrent;
using ServiceGuru.Approvals;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>
/// Gathers the answers to one opening of a gate, from the run's mailbox and from where else people answer, and records
/// each of them once: as it counts, or refused with its reason.
/// </summary>
internal sealed class GateMail(string step, RunRecorder recorder, OperationContext context, GateJudge judge, PersonDirectory people)
{
    private const int MaxComment = 2000;

    private static readonly TimeSpan SourcePoll = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<IAnswerSource, IReadOnlyList<GateAnswer>> _found = [];
    private readonly List<Task> _watches = [];
    private readonly List<Task> _tellings = [];

    private StepState State => recorder.State.Step(step);

    private GateOpened Gate => State.Gate!;

    /// <summary>Begins to watch the channels that are told of the gate.</summary>
    public void Watch(CancellationToken cancellationToken) =>
        _watches.AddRange(context.AnswerSources.Where(source => Gate.Notify.Contains(source.Name, StringComparer.Ordinal)).Select(source => WatchAsync(source, cancellationToken)));

    /// <summary>Takes what was left before this process watched the gate; what names no opening is too old to count.</summary>
    public Task SweepAsync(CancellationToken cancellationToken) => TakeAsync(
        answer => answer.Opening is null ? "It was left before anybody watched the gate, and does not name the opening that it answers." : null, cancellationToken);

    /// <summary>Takes what has come meanwhile; what comes after the deadline is recorded, and counts for nothing.</summary>
    public Task TakeAsync(CancellationToken cancellationToken) => TakeAsync(_ => null, cancellationToken);

    /// <summary>Records an answer, unless it is recorded already.</summary>
    public async Task<GateAnswered?> RecordAsync(GateAnswer answer, string? refused)
    {
        if (answer.Key is { } key && State.Answers.Exists(known => known.Key == key))
        {
            return null;
        }

        // Whenever it was given: what nobody had seen at the deadline opens nothing.
        refused ??= Gate.Deadline <= context.Time.GetUtcNow() ? "Nobody had seen it when the gate's deadline came." : null;
        refused ??= judge.WhyRefused(Gate, answer, State.Answers, recorder.State.Starters);
        return await AppendAsync(new GateAnswered(step, answer.By?.Trim() ?? string.Empty, answer.Yes, Short(answer.Comment))
        {
            Person = people.Find(answer.By)?.Id,
            Values = refused is null && answer.Yes && answer.Values is { Count: > 0 } ? GateValues.Read(Gate.Inputs, answer.Values, []) : null,
            Via = Short(answer.Via),
            Key = answer.Key,
            Refused = refused,
        }).ConfigureAwait(false);
    }

    /// <summary>Returns when whoever answered elsewhere has been told, or can't be.</summary>
    public Task ToldAsync() => Task.WhenAll(_tellings);

    private async Task TakeAsync(Func<GateAnswer, string?> refuse, CancellationToken cancellationToken)
    {
        foreach (PostedRequest posted in await recorder.ReadRequestsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (posted.Request is null)
            {
                // What nobody can read must not let the run through, at no gate; the last one takes it away.
                if (!State.Answers.Exists(known => known.Key == posted.Id))
                {
                    await AppendAsync(new GateAnswered(step, "unknown", false, "unreadable answer") { Via = GateAnswered.Unreadable, Key = posted.Id }).ConfigureAwait(false);
                }

                if (recorder.State.Steps.Exists(other => other is { Status: StepStatus.Waiting, Gate: not null } && !other.Answers.Exists(known => known.Key == posted.Id)))
                {
                    continue;
                }
            }
            else if (posted.Request is GateAnswer answer && answer.Step == step)
            {
                await RecordAsync(answer, refuse(answer)).ConfigureAwait(false);
            }
            else
            {
                continue;
            }

            await recorder.RemoveRequestAsync(posted.Id, CancellationToken.None).ConfigureAwait(false);
        }

        foreach ((IAnswerSource source, IReadOnlyList<GateAnswer> standing) in _found)
        {
            await TakeBackAsync(source, standing).ConfigureAwait(false);
            foreach (GateAnswer answer in standing)
            {
                if (await RecordAsync(answer with { Step = step, Via = source.Name }, refuse(answer)).ConfigureAwait(false) is { } answered)
                {
                    _tellings.Add(TellAsync(source, answered, cancellationToken));
                }
            }
        }

        // A place that fails in a way nobody has thought of fails the gate, which is a no.
        foreach (Task failed in _watches.Where(watch => watch.IsFaulted))
        {
            await failed.ConfigureAwait(false);
        }
    }

    // A no that counts has closed the gate. A refused answer that is taken back may be given again, and then be right.
    private async Task TakeBackAsync(IAnswerSource source, IReadOnlyList<GateAnswer> standing)
    {
        IReadOnlyList<GateAnswered> gone = State.Answers.FindAll(answer => answer is { Key: not null } && (answer.Yes || answer.Refused is not null) && answer.Via == source.Name && standing.All(one => one.Key != answer.Key));
        foreach (GateAnswered answer in gone)
        {
            await recorder.AppendAsync(new GateAnswerTakenBack(step, answer.Key!, answer.By)).ConfigureAwait(false);
        }
    }

    private async Task WatchAsync(IAnswerSource source, CancellationToken cancellationToken)
    {
        string? trouble = null;
        while (true)
        {
            try
            {
                IReadOnlyList<GateAnswer> standing = await source.ReadAsync(context.RunId, Gate, State.GateOpenedAt ?? context.Time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
                _found[source] = [.. standing.Where(answer => answer.Key is not null).DistinctBy(answer => answer.Key, StringComparer.Ordinal)];
                trouble = null;
            }
            catch (GuruException error)
            {
                string told = $"answers in {source.Name} can't be read: {error.Failure.Message}{(error.Failure.Cause is { } cause ? $" ({cause})" : string.Empty)}";
                if (trouble != told)
                {
                    context.Progress.Report(told);
                }

                trouble = told;
            }

            await Task.Delay(SourcePoll, context.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task TellAsync(IAnswerSource source, GateAnswered answer, CancellationToken cancellationToken)
    {
        try
        {
            await source.TellAsync(context.RunId, Gate, answer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is GuruException or OperationCanceledException)
        {
            context.Progress.Report($"{answer.By} could not be told in {source.Name} what became of the answer");
        }
    }

    private async Task<GateAnswered> AppendAsync(GateAnswered answered)
    {
        await recorder.AppendAsync(answered).ConfigureAwait(false);
        return answered;
    }

    private static string? Short(string? text) => text is { Length: > MaxComment } ? text[..MaxComment] + "…" : text;
}
