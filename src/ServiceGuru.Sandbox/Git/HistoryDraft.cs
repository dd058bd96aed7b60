using System.Collections.Immutable;

namespace ServiceGuru.Sandbox.Git;

/// <summary>A history in the making: the commits so far, and the files at the main branch's tip.</summary>
internal sealed class HistoryDraft
{
    private readonly List<PlannedCommit> commits = [];
    private readonly List<int> mainline = [];
    private readonly Dictionary<int, ImmutableDictionary<string, string>> trees = [];
    private int branchTip;

    /// <summary>Gets the commits, parents first.</summary>
    public IReadOnlyList<PlannedCommit> Commits => commits;

    /// <summary>Gets the mark of the main branch's tip.</summary>
    public int Tip => mainline[^1];

    /// <summary>Adds a commit to the main branch.</summary>
    public void Main(Person author, DateTimeOffset date, string message, IReadOnlyDictionary<string, string> files) =>
        mainline.Add(Add(mainline.Count == 0 ? [] : [Tip], author, author, date, date, message, files));

    /// <summary>Adds a proposal's commits beside the main branch.</summary>
    /// <param name="proposal">The proposal.</param>
    /// <param name="behind">How many merges ago the branch was begun.</param>
    /// <param name="mergedBranch">The branch that the author merged into it meanwhile, if any.</param>
    /// <returns>The marks of the commits.</returns>
    public IReadOnlyList<int> Branch(Proposal proposal, int behind, string? mergedBranch)
    {
        // A commit is never older than what it builds on: tools that walk by date rely on it.
        int parent = mainline[Math.Max(0, mainline.IndexOf(TipAt(proposal.MergedAt.AddHours(-31))) - behind)];
        var marks = new List<int>();
        foreach ((Edit edit, int index) in proposal.Edits.Select((edit, index) => (edit, index)))
        {
            DateTimeOffset date = proposal.MergedAt.AddHours(index - 31);
            parent = Add([parent], proposal.Author, proposal.Author, date, date, Signed(edit, proposal), Apply([edit], trees[parent]));
            marks.Add(parent);
        }

        if (mergedBranch is not null)
        {
            DateTimeOffset date = proposal.MergedAt.AddHours(-4);
            string message = $"Merge branch '{mergedBranch}' into {proposal.Branch}\n";
            int merged = TipAt(date);
            ImmutableDictionary<string, string> files = trees[merged];
            parent = Add([parent, merged], proposal.Author, Person.CodeHost, date, date, message, Apply(proposal.Edits, files, files));
            marks.Add(parent);
        }

        branchTip = parent;
        return marks;
    }

    /// <summary>Merges the branch added last.</summary>
    public void Merge(Proposal proposal, Person merger, string message) =>
        mainline.Add(Add([Tip, branchTip], merger, Person.CodeHost, proposal.MergedAt, proposal.MergedAt, message, Apply(proposal.Edits, trees[Tip])));

    /// <summary>Puts a proposal's commits on top of the main branch.</summary>
    /// <returns>The marks of the commits.</returns>
    public IReadOnlyList<int> Rebase(Proposal proposal)
    {
        var marks = new List<int>();
        foreach ((Edit edit, int index) in proposal.Edits.Select((edit, index) => (edit, index)))
        {
            DateTimeOffset written = proposal.MergedAt.AddHours(index - 31);
            mainline.Add(Add([Tip], proposal.Author, Person.CodeHost, written, proposal.MergedAt, Signed(edit, proposal), Apply([edit], trees[Tip])));
            marks.Add(Tip);
        }

        return marks;
    }

    private static string Signed(Edit edit, Proposal proposal) =>
        $"{edit.Subject}\n\nSigned-off-by: {proposal.Author.Name} <{proposal.Author.Mail}>\n";

    private static Dictionary<string, string> Apply(
        IEnumerable<Edit> edits, ImmutableDictionary<string, string> tree, IReadOnlyDictionary<string, string>? start = null)
    {
        var files = new Dictionary<string, string>(start ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach (Edit edit in edits)
        {
            files[edit.Path] = tree.GetValueOrDefault(edit.Path, string.Empty) + edit.Added;
        }

        return files;
    }

    private int TipAt(DateTimeOffset time) => mainline.FindLast(mark => commits[mark - 1].CommitDate <= time);

    private int Add(
        IReadOnlyList<int> parents,
        Person author,
        Person committer,
        DateTimeOffset authorDate,
        DateTimeOffset commitDate,
        string message,
        IReadOnlyDictionary<string, string> files)
    {
        int mark = commits.Count + 1;
        commits.Add(new PlannedCommit(mark, parents, author, committer, authorDate, commitDate, message, files));
        ImmutableDictionary<string, string> before = parents.Count == 0 ? ImmutableDictionary<string, string>.Empty : trees[parents[0]];
        trees[mark] = before.SetItems(files);
        return mark;
    }

    /// <summary>One change of a file: text added at its end.</summary>
    internal sealed record Edit(string Subject, string Path, string Added);

    /// <summary>A pull request before it has commits.</summary>
    internal sealed record Proposal(
        int Number, string Title, Person Author, string Branch, DateTimeOffset MergedAt, IReadOnlyList<Edit> Edits);
}
