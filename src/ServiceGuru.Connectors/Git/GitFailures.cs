using ServiceGuru.Branches;
using ServiceGuru.Operations;

namespace ServiceGuru.Connectors.Git;

/// <summary>The failures of git remotes; their ids are part of the scripting contract.</summary>
internal static class GitFailures
{
    private static readonly string[] PassingReasons =
    [
        "Could not resolve host", "Temporary failure", "Connection reset", "Connection refused", "Connection timed out",
        "Operation timed out", "Failed to connect", "Network is unreachable", "early EOF", "returned error: 5", "returned error: 429",
    ];

    /// <summary>No git program.</summary>
    public static GuruException Missing(Exception? inner) => new(
        new Failure
        {
            Id = "GitMissing",
            Kind = FailureKind.Usage,
            Message = "The program git can't be started.",
            Cause = inner?.Message,
            NextAction = "Install git 2.31 or newer and make sure that it is on the PATH.",
        },
        inner);

    /// <summary>An address that git could mistake for something else.</summary>
    public static GuruException AddressInvalid(string url) => new(new Failure
    {
        Id = "GitAddressInvalid",
        Kind = FailureKind.Usage,
        Message = "The address of a repository is empty, begins with a hyphen or holds control characters.",
        Target = GitText.OneLine(GitText.WithoutCredentials(url)),
        NextAction = "Correct the repository's url in the service definition.",
    });

    /// <summary>Nobody whose commit it would be.</summary>
    public static GuruException NoIdentity(string cause) => new(new Failure
    {
        Id = "GitIdentityMissing",
        Kind = FailureKind.Usage,
        Message = "git does not know who makes the commit that records the deployment.",
        Cause = cause,
        NextAction = "Set git's user.name and user.email (git config --global user.email you@example.org), or monorepo.author in the service definition; or leave the record for later (--no-record).",
    });

    /// <summary>A monorepo without its branch.</summary>
    public static GuruException NoBranch(GitAddress remote, string branch) => new(new Failure
    {
        Id = "BranchMissing",
        Target = remote.Display,
        Message = $"{remote.Display} has no branch {branch}.",
        NextAction = "Correct monorepo.branch in the service definition.",
    });

    /// <summary>More output than any real repository has.</summary>
    public static GuruException OutputTooLarge(int limit) => new(new Failure
    {
        Id = "GitOutputTooLarge",
        Kind = FailureKind.Unreachable,
        Message = $"git wrote more than {limit / (1024 * 1024)} MiB and was ended.",
        NextAction = "Check that the address names the right repository.",
    });

    /// <summary>The cache can't be used.</summary>
    public static GuruException CacheUnusable(string directory, string cause, Exception? inner = null) => new(
        new Failure
        {
            Id = "GitCacheUnusable",
            Kind = FailureKind.Usage,
            Message = "The cache of git objects can't be used.",
            Target = directory,
            Cause = cause,
            NextAction = "Check the folder's permissions and the free space; it may be deleted at any time.",
        },
        inner);

    /// <summary>The remote can't be read.</summary>
    public static GuruException Unreachable(GitAddress remote, GitOutput output) => new(new Failure
    {
        Id = "GitRemoteUnreachable",
        Kind = FailureKind.Unreachable,
        Message = $"The repository {remote.Display} can't be read.",
        Target = remote.Display,
        Cause = output.Reason,
        NextAction = $"Try: git ls-remote {remote.Display}",
        Transient = output.ExitCode is null || PassingReasons.Any(reason => output.Error.Contains(reason, StringComparison.Ordinal)),
    });

    /// <summary>The remote has no such commit.</summary>
    public static GuruException CommitMissing(GitAddress remote, string commit, string cause) => new(new Failure
    {
        Id = "CommitMissing",
        Message = $"{remote.Display} has no commit {commit}.",
        Target = remote.Display,
        Cause = cause,
        NextAction = "Look whether the branch was rewritten after the commit was noted, and plan again.",
    });

    /// <summary>The ref is not where it is expected.</summary>
    public static GuruException Moved(GitAddress remote, RefUpdate update, string? actual, string? cause = null) => new(new Failure
    {
        Id = "BranchMovedMeanwhile",
        Message = $"{update.Ref} of {remote.Display} is not where it was when the move was planned; it was left alone.",
        Target = remote.Display,
        Cause = cause,
        Evidence = [$"Expected: {update.Expected ?? "(absent)"}", $"Found: {actual ?? "(absent)"}", $"Wanted: {update.New}"],
        NextAction = "Plan again, and find out who moved it.",
    });

    /// <summary>The server refused the update.</summary>
    public static GuruException Rejected(GitAddress remote, RefUpdate update, string cause) => new(new Failure
    {
        Id = "PushRejected",
        Message = $"{remote.Display} refused to move {update.Ref} to {update.New}.",
        Target = remote.Display,
        Cause = cause,
        NextAction = "Read the server's words; usually a branch protection or missing permission has to be settled.",
    });

    /// <summary>Nobody knows whether the update arrived.</summary>
    public static GuruException OutcomeUnknown(GitAddress remote, RefUpdate update, string cause, string seen) => new(new Failure
    {
        Id = "PushOutcomeUnknown",
        Kind = FailureKind.UnknownOutcome,
        Message = $"The connection to {remote.Display} broke while {update.Ref} was being moved; it may or may not have moved.",
        Target = remote.Display,
        Cause = cause,
        Evidence = [$"Expected: {update.Expected ?? "(absent)"}", $"Wanted: {update.New}", seen],
        NextAction = $"Look: git ls-remote {remote.Display} {update.Ref}",
    });
}
