using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using ServiceGuru.Approvals;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Services;

namespace ServiceGuru.Rooms;

/// <summary>
/// Asks gates in one chat channel, and takes the answers of the people whom the definition knows. The question is found
/// again by its key, so that a resumed run asks no second time.
/// </summary>
public sealed class RoomAnswers : IAnswerRoom
{
    // A public room must not make us flood it.
    private const int MostStrangers = 5;

    // The chat's clock need not be ours.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);

    private readonly ServiceDefinition _service;
    private readonly ChannelDefinition _channel;
    private readonly IGateRoom _room;
    private readonly PersonDirectory _people;
    private readonly ConcurrentDictionary<string, string> _questions = new(StringComparer.Ordinal);

    /// <summary>Initializes a new instance of the <see cref="RoomAnswers"/> class.</summary>
    /// <param name="service">The definition, with its people.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="room">The way to it.</param>
    public RoomAnswers(ServiceDefinition service, ChannelDefinition channel, IGateRoom room)
    {
        _service = service;
        _channel = channel;
        _room = room;
        _people = new PersonDirectory(service);
    }

    /// <inheritdoc/>
    public string Name => _channel.Name;

    /// <summary>Gives the channels of a service in which somebody whom the definition knows could answer.</summary>
    /// <param name="service">The definition.</param>
    /// <param name="connections">Its connections.</param>
    public static IReadOnlyList<IAnswerSource> Of(ServiceDefinition service, IConnections connections)
    {
        HashSet<IdentityKind> kinds = [.. service.People.SelectMany(PersonDirectory.IdentitiesOf).Select(identity => identity.Kind)];
        return [.. service.Channels.Where(channel => kinds.Contains(KindOf(channel))).Select(channel => new RoomAnswers(service, channel, connections.GateRoom(channel)))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<GateAnswer>> ReadAsync(string runId, GateOpened gate, DateTimeOffset openedAt, CancellationToken cancellationToken)
    {
        string question = await FindAsync(runId, gate, openedAt, cancellationToken).ConfigureAwait(false)
            ?? await AskAsync(runId, gate, cancellationToken).ConfigureAwait(false);
        RoomThread thread = await _room.ReadAsync(question, cancellationToken).ConfigureAwait(false);
        RoomReading reading = RoomReading.Of(thread, runId, [.. gate.Inputs.Keys]);
        List<(string Kind, string Text)> hints =
        [
            .. reading.Unclear.Where(user => _people.Find(IdentityOf(user)) is not null)
                .Select(user => ($"unclear-{user}", RoomTexts.Unclear(_people.NameOf(IdentityOf(user)), runId, gate))),
            .. reading.Answers.Select(answer => answer.User).Distinct(StringComparer.Ordinal).Where(user => _people.Find(IdentityOf(user)) is null).Take(MostStrangers)
                .Select(user => ($"stranger-{user}", RoomTexts.Stranger(user))),
        ];
        await HintAsync(question, thread, [.. hints.Select(hint => (KeyOf(runId, gate, hint.Kind), hint.Text))], cancellationToken).ConfigureAwait(false);
        return [.. reading.Answers.Where(answer => _people.Find(IdentityOf(answer.User)) is not null).Select(answer => AnswerOf(answer, gate))];
    }

    /// <inheritdoc/>
    public Task TellAsync(string runId, GateOpened gate, GateAnswered answer, CancellationToken cancellationToken) => answer.Refused is { } reason
        ? SayBelowAsync(KeyOf(runId, gate, "opened"), KeyOf(runId, gate, $"refused-{answer.Key}"), RoomTexts.Refused(_people.NameOf(answer.By), reason), cancellationToken)
        : Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<bool> SayAsync(string runId, GateOpened gate, DateTimeOffset openedAt, string kind, string text, CancellationToken cancellationToken) =>
        await FindAsync(runId, gate, openedAt, cancellationToken).ConfigureAwait(false) is not null
        && await SayBelowAsync(KeyOf(runId, gate, "opened"), KeyOf(runId, gate, kind), text, cancellationToken).ConfigureAwait(false);

    private static IdentityKind KindOf(ChannelDefinition channel) => channel.Kind == ChannelKind.Matrix ? IdentityKind.Matrix : IdentityKind.Slack;

    private string IdentityOf(string user) => new Identity(KindOf(_channel), user).ToString();

    private string KeyOf(string runId, GateOpened gate, string kind) => string.Create(CultureInfo.InvariantCulture, $"{runId}-{gate.Step}-{gate.Opening}-{kind}-{Name}");

    private GateAnswer AnswerOf(RoomAnswer answer, GateOpened gate) => new(gate.Step, IdentityOf(answer.User), answer.Yes, answer.Comment)
    {
        Key = $"{Name}:{answer.Id}",
        Opening = gate.Opening,
        Via = Name,
        Values = answer.Values.Count == 0 ? null : new JsonObject(answer.Values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)value.Value))),
    };

    private async Task<string?> FindAsync(string runId, GateOpened gate, DateTimeOffset openedAt, CancellationToken cancellationToken)
    {
        string key = KeyOf(runId, gate, "opened");
        if (_questions.TryGetValue(key, out string? known))
        {
            return known;
        }

        string? found = await _room.FindAsync(key, openedAt - ClockSkew, cancellationToken).ConfigureAwait(false);
        return found is null ? null : _questions.GetOrAdd(key, found);
    }

    private async Task<string> AskAsync(string runId, GateOpened gate, CancellationToken cancellationToken)
    {
        string key = KeyOf(runId, gate, "opened");
        return _questions.GetOrAdd(key, await _room.SendAsync(RoomTexts.Question(_service.DisplayName, runId, gate), key, question: null, cancellationToken).ConfigureAwait(false));
    }

    private async Task<bool> SayBelowAsync(string questionKey, string key, string text, CancellationToken cancellationToken)
    {
        string question = _questions[questionKey];
        RoomThread thread = await _room.ReadAsync(question, cancellationToken).ConfigureAwait(false);
        if (!thread.Said.Contains(key))
        {
            await _room.SendAsync(text, key, question, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private async Task HintAsync(string question, RoomThread thread, IEnumerable<(string Key, string Text)> hints, CancellationToken cancellationToken)
    {
        try
        {
            foreach ((string key, string text) in hints.Where(hint => !thread.Said.Contains(hint.Key)))
            {
                await _room.SendAsync(text, key, question, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (GuruException)
        {
            // The answers count all the same, and who could not be told now is told at the next look.
        }
    }
}
