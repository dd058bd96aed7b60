using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Infrastructure;

/// <summary>
/// Whether the checkout is exactly what is to be deployed. Nothing is put right here: whose clone it is knows what the
/// changes in it are for.
/// </summary>
internal static class CheckoutRules
{
    private const int MostFiles = 20;

    /// <summary>Gives why it is not, or nothing.</summary>
    public static IReadOnlyList<Failure> Check(InfrastructureDefinition infrastructure, CheckoutState checkout, string head)
    {
        string path = checkout.Path;
        switch (checkout.Standing)
        {
            case CheckoutStanding.Missing:
                return [Refuse("CheckoutMissing", path, $"There is no checkout of the deployment repository at {path}.", null, $"git clone {infrastructure.Url} {path}")];
            case CheckoutStanding.NoRepository:
                return [Refuse("CheckoutMissing", path, $"{path} is not the root of a git work tree.", null, $"Name the clone under 'infrastructure.checkout', or make one: git clone {infrastructure.Url} {path}")];
            case CheckoutStanding.Foreign:
                return [Refuse("CheckoutForeign", path, $"{path} is a clone of something else than {infrastructure.Url}.", null, "Name the right clone under 'infrastructure.checkout'.") with
                {
                    Evidence = [.. checkout.Remotes.Select(remote => $"remote: {remote}")],
                }];
        }

        List<Failure> failures = [];
        if (checkout.Branch != infrastructure.Branch)
        {
            string at = checkout.Branch is { } branch ? $"branch {branch}" : "no branch";
            failures.Add(Refuse("CheckoutOnOtherBranch", path, $"{path} is on {at}, not on {infrastructure.Branch}.", null, $"git -C {path} switch {infrastructure.Branch}"));
        }

        if (checkout.Dirty.Count > 0)
        {
            failures.Add(Refuse("CheckoutDirty", path, $"{path} has {Quantity.Of(checkout.Dirty.Count, "file")} that the repository does not have so, and {(checkout.Dirty.Count == 1 ? "it" : "they")} would be deployed with it.", null, $"Commit and merge what is meant, put the rest aside: git -C {path} stash --include-untracked") with
            {
                Evidence = [.. checkout.Dirty.Take(MostFiles), .. checkout.Dirty.Count > MostFiles ? [$"and {checkout.Dirty.Count - MostFiles} more"] : Array.Empty<string>()],
            });
        }

        if (checkout.Head != head && checkout.Branch == infrastructure.Branch)
        {
            failures.Add(Elsewhere(infrastructure, checkout, head));
        }

        return failures;
    }

    private static Failure Elsewhere(InfrastructureDefinition infrastructure, CheckoutState checkout, string head)
    {
        string cause = $"It is at {CommitLines.Short(checkout.Head ?? "no commit")}, {infrastructure.Branch} of {infrastructure.Url} at {CommitLines.Short(head)}.";
        bool behind = checkout.Behind is null or > 0;
        string missing = checkout.Behind is { } count ? CommitLines.Count(count) : "commits";
        return (behind, checkout.Ahead > 0) switch
        {
            (true, true) => Refuse("CheckoutDiverged", checkout.Path, $"{checkout.Path} lacks {missing} of {infrastructure.Branch} and has {CommitLines.Count(checkout.Ahead)} of its own.", cause, $"Look at git -C {checkout.Path} log --oneline HEAD...origin/{infrastructure.Branch}, then rebase or drop the own ones."),
            (false, true) => Refuse("CheckoutAhead", checkout.Path, $"{checkout.Path} has {CommitLines.Count(checkout.Ahead)} that nobody else has.", cause, "Push and merge them first: what is deployed must be what the team can see."),
            _ => Refuse("CheckoutBehind", checkout.Path, $"{checkout.Path} lacks {missing} of {infrastructure.Branch}.", cause, $"git -C {checkout.Path} pull --ff-only"),
        };
    }

    private static Failure Refuse(string id, string path, string message, string? cause, string next) => new()
    {
        Id = id,
        Kind = FailureKind.Refused,
        Target = path,
        Message = message,
        Cause = cause,
        NextAction = next,
    };
}
