using ServiceGuru.Branches;
using ServiceGuru.Infrastructure;
using ServiceGuru.Operations;
using ServiceGuru.Pending;

namespace ServiceGuru.Host.Console;

/// <summary>Shows what would go live.</summary>
internal static class PendingView
{
    public static void Show(IScreen screen, PendingReport report)
    {
        Listing listing = new("Repository", "Live", "Pending", "Commits", "Pull requests", "Notes", "Authors");
        foreach (PendingChange change in report.Repositories)
        {
            listing.Add(
                change.Repository,
                Short(change.From),
                change.Status == BranchStatus.UpToDate ? new Piece("up to date", Tone.Dim) : new Piece(Short(change.Commit), change.Failure is null ? Tone.Good : Tone.Bad),
                Number(change.Commits.Count),
                Number(change.PullRequests.Count),
                Number(change.Notes.Count),
                string.Join(", ", change.Authors));
        }

        screen.Table(listing);
        foreach (PendingChange change in report.Repositories.Where(change => change.PullRequests.Count > 0))
        {
            screen.Line(new Piece(change.Repository, Tone.Strong));
            foreach (PendingPullRequest request in change.PullRequests)
            {
                screen.Line(new Piece($"  #{request.Number} ", Tone.Dim), request.Title, new Piece($"  {request.Author}", Tone.Dim));
            }
        }

        foreach (Failure diverged in report.Repositories.Where(change => change.Status == BranchStatus.Diverged).Select(change => change.Failure).OfType<Failure>())
        {
            FailureView.Show(screen, diverged);
        }

        if (report.Infrastructure is { } infrastructure)
        {
            Show(screen, infrastructure with { Problems = [] });
        }

        // Of a repository that nobody could read, the answer's own failure tells.
        foreach (Failure problem in report.Problems.Except(report.Repositories.Select(change => change.Failure).OfType<Failure>()))
        {
            FailureView.Show(screen, problem);
        }
    }

    public static void Show(IScreen screen, InfrastructureChanges changes)
    {
        screen.Line();
        string deployed = changes.Deployed is { } commit
            ? $"deployed {Short(commit)}{(changes.DeployedAt is { } at ? $" on {Elapsed.Stamp(at)}" : string.Empty)}"
            : "nobody knows what was deployed last";
        screen.Line(new Piece($"infrastructure of {changes.Environment}", Tone.Strong), new Piece($"  {deployed}, {changes.Branch} is at {Short(changes.Head)}", Tone.Dim));
        foreach (Commit commitOf in changes.Commits)
        {
            screen.Line(new Piece($"  {commitOf.ShortSha} ", Tone.Dim), commitOf.Subject, new Piece($"  {commitOf.Author}", Tone.Dim));
        }

        foreach (ChangedFile file in changes.Files)
        {
            screen.Line(new Piece($"  {file.Kind.ToString().ToLowerInvariant(),-9}", Tone.Dim), file.Path, new Piece(file.Objects.Count == 0 ? string.Empty : $"  {string.Join(", ", file.Objects)}", Tone.Warn));
        }

        if (changes.Secrets.Count > 0)
        {
            screen.Line(new Piece("changed secrets", Tone.Strong));
            foreach (SecretsChange entry in changes.Secrets)
            {
                screen.Line("  ", entry.Text);
            }
        }

        if (!changes.Pending && changes.Problems.Count == 0)
        {
            screen.Line(new Piece("  nothing new", Tone.Dim));
        }

        if (changes.Authors.Count > 0)
        {
            screen.Line(new Piece("ask whether it is applied already:  ", Tone.Dim), string.Join(", ", changes.Authors));
        }

        foreach (Failure problem in changes.Problems)
        {
            FailureView.Show(screen, problem);
        }
    }

    private static string Number(int count) => count == 0 ? string.Empty : $"{count}";

    private static string Short(string? commit) => commit is null ? "?" : commit.Length > 7 ? commit[..7] : commit;
}
