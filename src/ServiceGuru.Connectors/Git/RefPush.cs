using ServiceGuru.Branches;
using ServiceGuru.Operations;

namespace ServiceGuru.Connectors.Git;

/// <summary>
/// One compare-and-swap of a remote's ref (https://git-scm.com/docs/git-push): the lease is checked by git and once more,
/// under the ref's lock, by the server.
/// </summary>
internal sealed class RefPush(GitProgram git, string repository, GitAddress remote, RefUpdate update, RefLookup lookUp, PushRepair repair)
{
    private static readonly TimeSpan PushTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Pushes, and makes sure of what became of it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        GitOutput output = await PushAsync([], cancellationToken).ConfigureAwait(false);
        if (!output.Succeeded && GitAnswers.IsIncompletePack(output))
        {
            // The remote has the commit, but git did not know that: the branches moved on, or none leads to it anymore.
            // Nothing was changed by the attempt, for no server takes a push without its objects.
            await repair(cancellationToken).ConfigureAwait(false);
            output = await PushAsync([new("push.negotiate", "true")], cancellationToken).ConfigureAwait(false);
        }

        PushAnswer? answer = PushAnswer.Find(output.Text, update.Ref);
        switch (answer)
        {
            case { Done: true }:
                await VerifyAsync(cancellationToken).ConfigureAwait(false);
                break;
            case { UpToDate: true } when update.Expected == update.New:
                break;
            case { UpToDate: true }:
                throw GitFailures.Moved(remote, update, update.New, "Somebody else moved it to the same commit.");
            case { Stale: true }:
                string? found = (await TryLookAsync(cancellationToken).ConfigureAwait(false)).Actual;
                throw GitFailures.Moved(remote, update, found);
            case { Flag: '!', Silent: false }:
                throw await ExplainAsync(answer, output, cancellationToken).ConfigureAwait(false);
            case null when output.ExitCode is not null && (GitAnswers.NoConnection(output) || GitAnswers.IsIncompletePack(output)):
                throw GitFailures.Unreachable(remote, output);
            default:
                await ResolveAsync(output, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private Task<GitOutput> PushAsync(IReadOnlyList<KeyValuePair<string, string>> configuration, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "push", "--porcelain", "--no-verify", "--no-follow-tags", "--recurse-submodules=no",
            $"--force-with-lease={update.Ref}:{update.Expected}", "--end-of-options", GitProgram.RemoteName, $"{update.New}:{update.Ref}",
        ];
        return git.RunAsync(new GitCall(arguments, PushTimeout) { Repository = repository, Remote = remote, Configuration = configuration }, cancellationToken);
    }

    private async Task VerifyAsync(CancellationToken cancellationToken)
    {
        (string? actual, Failure? blind) = await TryLookAsync(cancellationToken).ConfigureAwait(false);
        if (blind is not null)
        {
            throw GitFailures.OutcomeUnknown(remote, update, blind.ToString(), "The server confirmed the move, but it could not be looked up afterwards.");
        }

        if (actual != update.New)
        {
            throw GitFailures.Moved(remote, update, actual, "The server confirmed the move, and right after it the ref was elsewhere.");
        }
    }

    // "Cannot lock ref" and "fetch first" are other words for a ref that moved between the look and the push.
    private async Task<GuruException> ExplainAsync(PushAnswer answer, GitOutput output, CancellationToken cancellationToken)
    {
        string cause = $"{answer.Summary} {GitText.Reason(output.Error)}".Trim();
        (string? actual, Failure? blind) = await TryLookAsync(cancellationToken).ConfigureAwait(false);
        return blind is not null || actual == update.Expected ? GitFailures.Rejected(remote, update, cause) : GitFailures.Moved(remote, update, actual, cause);
    }

    // The connection broke, or time ran out: the server may be done, busy with its hooks, or have got nothing.
    private async Task ResolveAsync(GitOutput output, CancellationToken cancellationToken)
    {
        (string? actual, Failure? blind) = await TryLookAsync(cancellationToken).ConfigureAwait(false);
        if (blind is not null || actual != update.New)
        {
            string seen = blind is null ? $"Found right after it: {actual ?? "(absent)"}" : $"Looking it up failed, too: {blind.Cause}";
            throw GitFailures.OutcomeUnknown(remote, update, output.Reason, seen);
        }
    }

    private async Task<(string? Actual, Failure? Blind)> TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            return ((await lookUp([update.Ref], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(update.Ref), null);
        }
        catch (GuruException exception) when (exception.Failure.Kind == FailureKind.Unreachable)
        {
            return (null, exception.Failure);
        }
    }
}
