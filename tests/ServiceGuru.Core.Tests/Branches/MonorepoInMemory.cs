using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.Ports;

namespace ServiceGuru.Tests.Branches;

/// <summary>A monorepo kept in memory.</summary>
internal sealed class MonorepoInMemory : IMonorepo
{
    private readonly Dictionary<string, string> links = new(StringComparer.Ordinal);
    private int commits;

    public IReadOnlyDictionary<string, string> Links => links;

    public List<string> Messages { get; } = [];

    public bool HasAuthor { get; set; } = true;

    /// <summary>Runs before each commit is pushed; may push something itself.</summary>
    public Action BeforePush { get; set; } = () => { };

    private string Head => $"{commits:D40}";

    public void Set(string path, string commit)
    {
        links[path] = commit;
        commits++;
    }

    public Task RequireAuthorAsync(CancellationToken cancellationToken) => HasAuthor ? Task.CompletedTask
        : throw new GuruException(new Failure { Id = "GitIdentityMissing", Kind = FailureKind.Usage, Message = "who?" });

    public Task<MonorepoState> ReadAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new MonorepoState(Head, new Dictionary<string, string>(links, StringComparer.Ordinal)));

    public Task<string> CommitAsync(string head, IReadOnlyDictionary<string, string> news, string message, CancellationToken cancellationToken)
    {
        BeforePush();
        if (head != Head)
        {
            throw new GuruException(new Failure { Id = "BranchMovedMeanwhile", Message = "moved" });
        }

        foreach ((string path, string commit) in news)
        {
            links[path] = commit;
        }

        Messages.Add(message);
        commits++;
        return Task.FromResult(Head);
    }
}
