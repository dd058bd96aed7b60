using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Posts;

namespace ServiceGuru.Tests.Posts;

/// <summary>An account in memory.</summary>
internal sealed class MicroblogInMemory : IMicroblog
{
    public PostLimits Limits { get; set; } = new(500, 23);

    public string Account { get; set; } = "packit";

    /// <summary>Newest first.</summary>
    public List<PostedStatus> Statuses { get; } = [];

    public List<PostedStatus> Waiting { get; } = [];

    public List<NewStatus> Sent { get; } = [];

    /// <summary>What happens to the next status, if not that it is posted.</summary>
    public Func<NewStatus, Failure?> Trouble { get; set; } = _ => null;

    public Task<PostLimits> GetLimitsAsync(CancellationToken cancellationToken) => Task.FromResult(Limits);

    public Task<string> GetAccountNameAsync(CancellationToken cancellationToken) => Task.FromResult(Account);

    public Task<IReadOnlyList<PostedStatus>> ListRecentAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<PostedStatus>>([.. Statuses]);

    public Task<IReadOnlyList<PostedStatus>> ListScheduledAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<PostedStatus>>([.. Waiting]);

    public Task<PostedStatus> PostAsync(NewStatus status, CancellationToken cancellationToken)
    {
        if (Trouble(status) is { } failure)
        {
            throw new GuruException(failure);
        }

        Sent.Add(status);
        PostedStatus posted = new()
        {
            Id = $"{Sent.Count}",
            Text = status.Text,
            ScheduledAt = status.ScheduledAt,
            Url = status.ScheduledAt is null ? new Uri($"https://fosstodon.org/@packit/{Sent.Count}") : null,
        };
        (status.ScheduledAt is null ? Statuses : Waiting).Insert(0, posted);
        return Task.FromResult(posted);
    }

    public Task DeleteAsync(string id, bool scheduled, CancellationToken cancellationToken)
    {
        (scheduled ? Waiting : Statuses).RemoveAll(status => status.Id == id);
        return Task.CompletedTask;
    }
}
