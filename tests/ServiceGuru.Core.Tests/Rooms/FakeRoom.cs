using ServiceGuru.Operations;
using ServiceGuru.Ports;

namespace ServiceGuru.Rooms;

/// <summary>A room in memory. Thread-safe.</summary>
internal sealed class FakeRoom : IGateRoom
{
    private readonly Lock _gate = new();
    private readonly List<(string Id, string Key, string Text, string? Below)> _sent = [];
    private readonly List<RoomReply> _replies = [];
    private int _reads;

    /// <summary>What was said by us: key, text, and the message below which it stands.</summary>
    public IReadOnlyList<(string Id, string Key, string Text, string? Below)> Sent => Locked(() => _sent.ToList());

    /// <summary>What people said and how they reacted.</summary>
    public IReadOnlyList<RoomReply> Replies
    {
        get => Locked(() => _replies.ToList());
        set => Locked(() =>
        {
            _replies.Clear();
            _replies.AddRange(value);
            return true;
        });
    }

    /// <summary>Why nothing can be read or said, if so.</summary>
    public Failure? Down { get; set; }

    /// <summary>Why nothing can be said, if so.</summary>
    public Failure? Mute { get; set; }

    public int Reads => Volatile.Read(ref _reads);

    public void Says(string user, string text) => Replies = [.. Replies, new RoomReply($"m{Replies.Count}", user, text, null, DateTimeOffset.UnixEpoch)];

    public void Reacts(string user, string emoji) => Replies = [.. Replies, new RoomReply($"r/{user}/{emoji}", user, null, emoji, null)];

    public Task<string?> FindAsync(string key, DateTimeOffset since, CancellationToken cancellationToken) => Down is null
        ? Task.FromResult<string?>(Sent.FirstOrDefault(one => one.Key == key && one.Below is null).Id)
        : throw new GuruException(Down);

    public Task<string> SendAsync(string text, string key, string? question, CancellationToken cancellationToken) => (Down ?? Mute) is { } failure
        ? throw new GuruException(failure)
        : Task.FromResult(Locked(() =>
        {
            _sent.Add(($"s{_sent.Count}", key, text, question));
            return _sent[^1].Id;
        }));

    public Task<RoomThread> ReadAsync(string question, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return Down is null
            ? Task.FromResult(new RoomThread(Replies, Sent.Where(one => one.Below == question).Select(one => one.Key).ToHashSet()))
            : throw new GuruException(Down);
    }

    private T Locked<T>(Func<T> work)
    {
        lock (_gate)
        {
            return work();
        }
    }
}
