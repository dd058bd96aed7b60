using ServiceGuru.Access;
using ServiceGuru.Connectors.Access;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Git;

/// <summary>
/// Whether git's remotes take a push: a dry run (https://git-scm.com/docs/git-push#Documentation/git-push.txt---dry-run)
/// asks the server for <c>receive-pack</c>, which it hands out only to those who may write, and sends nothing. What a
/// branch protection forbids shows only in a real push.
/// </summary>
internal sealed class GitAccessProbe(ServiceDefinition service, string definitionDirectory, GitProgram git) : IAccessProbe
{
    private const string Pushing = "push";
    private const string Reading = "read";
    private const string Branch = "refs/heads/serviceguru-access-check";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(25);

    private static readonly string[] Refusals =
    [
        "denied", "403", "401", "Authentication failed", "could not read Username", "terminal prompts disabled", "not found", "not allowed", "read-only", "read only",
        "does not appear to be a git repository", "insufficient permission",
    ];

    /// <inheritdoc/>
    public AccessSubject Subject { get; } = new(AccessSystems.Git, "remotes");

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccessCheck>> CheckAsync(CancellationToken cancellationToken)
    {
        string repository = Path.Join(Path.GetTempPath(), $"guru-access-{Guid.NewGuid():n}");
        try
        {
            string commit = await CreateAsync(repository, cancellationToken).ConfigureAwait(false);
            string[] pushed = [.. service.Repositories.Select(one => one.Url).Append(service.Monorepo?.Url).Append(service.Infrastructure?.Mark is null ? null : service.Infrastructure.Url).OfType<string>().Distinct()];
            string[] read = service.Infrastructure is { Mark: null } infrastructure ? [infrastructure.Url] : [];
            AccessCheck[] pushes = await Task.WhenAll(pushed.Select(url => PushAsync(repository, commit, url, cancellationToken))).ConfigureAwait(false);
            AccessCheck[] reads = await Task.WhenAll(read.Select(url => ReadAsync(url, cancellationToken))).ConfigureAwait(false);
            return [.. AccessChecks.Together(Subject, Pushing, pushes, Quantity.Of(pushes.Length, "repository")), .. reads];
        }
        finally
        {
            if (Directory.Exists(repository))
            {
                Directory.Delete(repository, recursive: true);
            }
        }
    }

    private async Task<string> CreateAsync(string repository, CancellationToken cancellationToken)
    {
        await RunAsync(repository, ["init", "--quiet", "--bare", "--template=", repository], cancellationToken).ConfigureAwait(false);
        string tree = await RunAsync(repository, ["mktree"], cancellationToken).ConfigureAwait(false);
        return await RunAsync(repository, ["commit-tree", "-m", "access check", tree], cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> RunAsync(string repository, string[] arguments, CancellationToken cancellationToken)
    {
        GitCall call = new(arguments, Timeout)
        {
            Repository = repository,
            Configuration = [new("user.name", "ServiceGuru"), new("user.email", "serviceguru@localhost"), new("commit.gpgSign", "false")],
        };
        GitOutput output = await git.RunAsync(call, cancellationToken).ConfigureAwait(false);
        return output.Succeeded ? output.Text.Trim() : throw GitFailures.CacheUnusable(repository, output.Reason);
    }

    private Task<AccessCheck> PushAsync(string repository, string commit, string url, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "push", "--dry-run", "--porcelain", "--no-verify", "--no-follow-tags", "--recurse-submodules=no", "--end-of-options", GitProgram.RemoteName, $"{commit}:{Branch}",
        ];
        return AskAsync(url, Pushing, remote => new GitCall(arguments, Timeout) { Repository = repository, Remote = remote }, cancellationToken);
    }

    private Task<AccessCheck> ReadAsync(string url, CancellationToken cancellationToken) =>
        AskAsync(url, Reading, remote => new GitCall(["ls-remote", "--quiet", "--end-of-options", GitProgram.RemoteName, "HEAD"], Timeout) { Remote = remote }, cancellationToken);

    private Task<AccessCheck> AskAsync(string url, string right, Func<GitAddress, GitCall> call, CancellationToken cancellationToken)
    {
        GitAddress remote = GitAddress.Parse(url, definitionDirectory);
        AccessSubject on = Subject with { Target = remote.Display };
        return on.AskAsync(right, async () =>
        {
            GitOutput output = await git.RunAsync(call(remote), cancellationToken).ConfigureAwait(false);
            string next = right == Pushing ? $"Give your key or credential the right to write; try: git push --dry-run {remote.Display} HEAD:{Branch}" : $"Try: git ls-remote {remote.Display}";
            return output.Succeeded ? on.Ok(right)
                : output.ExitCode is not null && Refusals.Any(words => output.Error.Contains(words, StringComparison.OrdinalIgnoreCase)) ? on.Missing(right, output.Reason, next)
                : on.Unreachable(right, output.Reason, next);
        });
    }
}
