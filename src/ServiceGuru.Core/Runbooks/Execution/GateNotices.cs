using System.Globalization;
using ServiceGuru.Approvals;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Services;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>
/// Tells the channels of a gate that it has opened, still waits, or has closed: one message after the other, each with a
/// key of its own, so that a resume after a crash says nothing twice. A channel that can't be told stops nothing. Where the
/// gate is answered in the channel, the question is asked by what reads the answers, and all else stands below it.
/// </summary>
internal sealed class GateNotices(GateOpened gate, DateTimeOffset openedAt, string title, OperationContext context) : IDisposable
{
    // An answer must not wait for a chat that hangs.
    private static readonly TimeSpan ClosingLimit = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _over = new();
    private readonly List<ChannelDefinition> _channels = [.. context.Service.Channels.Where(channel => gate.Notify.Contains(channel.Name, StringComparer.Ordinal))];
    private readonly List<IAnswerRoom> _rooms = [.. context.AnswerSources.OfType<IAnswerRoom>()];
    private Task _last = Task.CompletedTask;

    /// <summary>Begins to tell that the gate is open.</summary>
    public void Open()
    {
        string who = gate.Approvers.Count == 0 ? "Anybody may answer" : $"Who may answer: {string.Join(", ", gate.Approvers)}";
        string until = gate.Deadline is { } deadline ? string.Create(CultureInfo.InvariantCulture, $", until {deadline.UtcDateTime:yyyy-MM-dd HH:mm} UTC") : string.Empty;
        Enqueue("opened", [$"{context.Service.DisplayName}: {title}. {gate.Question}"], [$"{who}; {gate.Need} yes needed{until}.", .. Inputs(), Answers()]);
    }

    /// <summary>Begins to remind.</summary>
    /// <param name="number">Which reminder this is, by the time that has passed.</param>
    /// <param name="verdict">Where the gate stands.</param>
    /// <returns>The channels that were told.</returns>
    public Task<IReadOnlyList<string>> Remind(int number, Approvals.GateVerdict verdict)
    {
        string far = verdict.Approvers.Count == 0 ? "nobody has said yes yet" : $"{verdict.Approvers.Count} of {gate.Need} have said yes ({string.Join(", ", verdict.Approvers)})";
        return Enqueue(string.Create(CultureInfo.InvariantCulture, $"remind{number}"), [$"{context.Service.DisplayName} still waits: {gate.Question} ({far})"], [Answers()]);
    }

    /// <summary>Tells how the gate has closed, and returns when that is said or can't be.</summary>
    public async Task CloseAsync(string how)
    {
        if (_channels.Count == 0)
        {
            return;
        }

        Task closed = Enqueue("closed", [$"{context.Service.DisplayName}: {title}. {how}"], []);
        using CancellationTokenSource limit = new(ClosingLimit, context.Time);
        await using (limit.Token.Register(_over.Cancel))
        {
            await closed.ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _over.Cancel();
        _over.Dispose();
    }

    private string Answers() => $"Answer: guru approve {context.RunId} {gate.Step}, or guru deny {context.RunId} {gate.Step} --comment 'why'";

    private IEnumerable<string> Inputs() => gate.Inputs.Select(input =>
        $"Give {input.Key}={Approvals.GateValues.Expected(input.Value)}{(input.Value.Required ? string.Empty : " (optional)")}{(input.Value.Description is { } text ? $": {text}" : string.Empty)}");

    private Task<IReadOnlyList<string>> Enqueue(string kind, string[] head, string[] tail)
    {
        Task<IReadOnlyList<string>> sent = SendAsync(_last, kind, head, tail, _over.Token);
        _last = sent;
        return sent;
    }

    private async Task<IReadOnlyList<string>> SendAsync(Task before, string kind, string[] head, string[] tail, CancellationToken cancellationToken)
    {
        await before.ConfigureAwait(false);
        List<string> told = [];
        foreach (ChannelDefinition definition in _channels)
        {
            string key = string.Create(CultureInfo.InvariantCulture, $"{context.RunId}-{gate.Step}-{gate.Opening}-{kind}-{definition.Name}");
            try
            {
                if (_rooms.Find(room => room.Name == definition.Name) is { } room)
                {
                    if (kind != "opened" && await room.SayAsync(context.RunId, gate, openedAt, kind, string.Join('\n', head), cancellationToken).ConfigureAwait(false))
                    {
                        told.Add(definition.Name);
                    }

                    continue;
                }

                IChatChannel channel = context.Connections.Channel(definition);
                if (channel.DropsRepeatedMessages || await channel.FindMessageAsync(key, cancellationToken).ConfigureAwait(false) is null)
                {
                    await channel.SendMessageAsync(Fit(channel, head, kind == "opened" ? gate.Show : [], tail), key, cancellationToken).ConfigureAwait(false);
                }

                told.Add(definition.Name);
            }
            catch (Exception error) when (error is GuruException or OperationCanceledException)
            {
                context.Progress.Report($"{definition.Name} could not be told of the gate: {(error is GuruException guru ? guru.Failure.Message : "it took too long")}");
            }
        }

        return told;
    }

    // What people are shown is left out from its end on where the chat has no room for it; the question never is.
    private static string Fit(IChatChannel channel, string[] head, IReadOnlyList<string> show, string[] tail)
    {
        for (int lines = show.Count; lines >= 0; lines--)
        {
            string text = string.Join('\n', [.. head, .. show.Take(lines), .. lines < show.Count ? ["…"] : Array.Empty<string>(), .. tail]);
            if (channel.MaxMessageLength is not { } most || channel.LengthOf(text) <= most)
            {
                return text;
            }
        }

        return string.Join('\n', [.. head, .. tail]);
    }
}
