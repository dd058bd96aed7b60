using ServiceGuru.Branches;
using ServiceGuru.Operations;

namespace ServiceGuru.Reports;

/// <summary>Writes what went live: versions, commits, images, pods.</summary>
internal sealed class ReportLive(HtmlWriter html, ReportTable table, RunSummary summary, LeftOut leftOut)
{
    private const int Rows = 200;

    /// <summary>Writes it, where there is anything.</summary>
    /// <param name="card">Writes a part of the page: its name, its title and what is in it.</param>
    public void Write(Action<string, string, Action> card)
    {
        if (summary.Versions.Count + summary.Moves.Count + summary.Images.Count + summary.Rollouts.Count + summary.Publications.Count > 0)
        {
            card("live", "What went live", Tables);
        }

        if (summary.Undone.Count + summary.NotUndone.Count > 0)
        {
            card("undone", "What was taken back", Undone);
        }
    }

    private void Tables()
    {
        if (summary.Versions.Count > 0)
        {
            Table("Versions", ["Component", "Before", "After", "Head of the branch"], summary.Versions, version =>
                [version.Repository, version.Before, version.After, version.Current switch { true => "yes", false => "no", null => "not known" }]);
        }

        if (summary.Moves.Count > 0)
        {
            Table("Branches", ["Repository", "Branch", "From", "To", "Commits|", "Result"], summary.Moves, move =>
                [move.Repository, move.Branch, Short(move.From), Short(move.To), move.Lost == 0 ? $"{move.Commits}" : $"{move.Commits}, -{move.Lost}", Result(move)]);
        }

        if (summary.Images.Count > 0)
        {
            Table("Images", ["Image", "Tag", "Digest", "Commit"], summary.Images, image => [image.Image, image.Tag, Digest(image.Digest), Short(image.Revision)]);
        }

        if (summary.Rollouts.Count > 0)
        {
            Table("Workloads", ["Workload", "Pods replaced|", "Digest"], summary.Rollouts, rollout => [rollout.Name, $"{rollout.PodsReplaced}", Digest(rollout.Digest)]);
        }

        if (summary.Publications.Count > 0)
        {
            Table("Posts", ["Post", "Pull request", "Address"], summary.Publications, post => [post.Title, $"{post.PullRequest}", $"{post.Url}"]);
        }
    }

    private void Undone()
    {
        (IReadOnlyList<string> shown, string? others) = leftOut.Take(summary.Undone, Rows, "undone change");
        using (html.Open("ul"))
        {
            foreach (string line in others is null ? shown : [.. shown, others])
            {
                html.Element("li", line);
            }
        }

        foreach (Failure failure in summary.NotUndone.Take(Rows))
        {
            new ReportFailure(html, leftOut).Write(failure);
        }
    }

    private void Table<T>(string title, IReadOnlyList<string> columns, IReadOnlyList<T> rows, Func<T, IReadOnlyList<string?>> cells)
    {
        html.Element("h4", title);
        (IReadOnlyList<T> shown, string? others) = leftOut.Take(rows, Rows, "row");
        table.Write(title, columns, shown.Select(cells), others);
    }

    private static string Result(BranchMove move) => move.Failure?.Id ?? (move.Status == BranchStatus.UpToDate ? "up to date" : "moved");

    private static string Short(string? commit) => commit is { Length: > 7 } ? commit[..7] : commit ?? string.Empty;

    private static string Digest(string? digest) => digest is { Length: > 19 } ? digest[..19] : digest ?? string.Empty;
}
