using System.Globalization;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Git;

/// <summary>
/// Thinks up a repository's history: months of pull requests, merged as Packit's projects merge them, with the target
/// branch where it was a week ago.
/// </summary>
/// <param name="repository">The repository.</param>
/// <param name="project">The service's name as release notes say it.</param>
/// <param name="style">How busy it is and how it merges.</param>
/// <param name="now">The end of the history.</param>
internal sealed class HistoryPlanner(RepositoryDefinition repository, string project, HistoryStyle style, DateTimeOffset now)
{
    private static readonly NoteKind[] Cycle =
    [
        NoteKind.Sentence, NoteKind.NotApplicable, NoteKind.Lines, NoteKind.Sentence, NoteKind.Autoupdate, NoteKind.Sentence,
        NoteKind.Empty, NoteKind.Absent, NoteKind.Sentence, NoteKind.None, NoteKind.Sentence, NoteKind.NoBody,
    ];

    private readonly Random random = new(StableHash.Number(repository.Name, int.MaxValue));
    private readonly HistoryDraft draft = new();
    private readonly List<PlannedPullRequest> pullRequests = [];
    private readonly Dictionary<string, int> refs = new(StringComparer.Ordinal);
    private readonly string module = repository.Name.Replace('-', '_');
    private int number;

    /// <summary>Makes the plan.</summary>
    public HistoryPlan Plan()
    {
        now = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        int recent = style.Quiet ? 0 : style.Busy ? 9 : 3 + random.Next(3);
        int old = style.Busy ? 52 : style.Rebases ? 36 + random.Next(10) : 24 + random.Next(16);
        number = 180 + StableHash.Number(repository.Name + "#", 2400);
        draft.Main(Team(0), now.AddDays(-170), "Initial commit\n", InitialTree());

        foreach ((DateTimeOffset mergedAt, int index) in Times(now.AddDays(-160), now.AddDays(style.Quiet ? -12 : -7.5), old))
        {
            AddPullRequest(Cycle[random.Next(Cycle.Length)], mergedAt, editedLater: false, mergesMain: index % 11 == 7);
            Tag(index, old);
        }

        refs[$"refs/heads/{repository.Target}"] = draft.Tip;
        foreach ((DateTimeOffset mergedAt, int index) in Times(now.AddDays(-6.5), now.AddHours(-3), recent))
        {
            AddPullRequest(Cycle[index], mergedAt, editedLater: index == 3, mergesMain: index == 2);
        }

        refs[$"refs/heads/{repository.Source}"] = draft.Tip;
        return new HistoryPlan(draft.Commits, pullRequests, refs);
    }

    private IEnumerable<(DateTimeOffset Time, int Index)> Times(DateTimeOffset from, DateTimeOffset to, int count)
    {
        for (int index = 0; index < count; index++)
        {
            // The last one falls on the end itself, so that no branch ends in the middle of its period.
            double jitter = index == count - 1 ? 0 : random.NextDouble() * 0.4;
            double seconds = Math.Floor((to - from).TotalSeconds * (index + 1 - jitter) / count);
            yield return (from.AddSeconds(seconds), index);
        }
    }

    private void AddPullRequest(NoteKind kind, DateTimeOffset mergedAt, bool editedLater, bool mergesMain)
    {
        number += 1 + random.Next(6);
        Person author = kind == NoteKind.Autoupdate ? HistoryMaterial.LinterBot : Team(random.Next(HistoryMaterial.People.Count));
        Person merger = Team(random.Next(HistoryMaterial.People.Count));
        (string phrase, string file) = HistoryMaterial.Parts[random.Next(HistoryMaterial.Parts.Count)];
        (string title, string branch, string note) = Subject(kind, phrase, file);
        string description = ReleaseNoteText.Description(kind, title, note, number - 5);

        IReadOnlyList<HistoryDraft.Edit> edits = Edits(kind, title, file);
        var proposal = new HistoryDraft.Proposal(number, title, author, branch, mergedAt, edits);
        IReadOnlyList<int> commits;
        if (style.Rebases)
        {
            commits = draft.Rebase(proposal);
        }
        else
        {
            commits = draft.Branch(proposal, behind: random.Next(3), mergesMain && !author.IsBot ? repository.Source : null);
            draft.Merge(proposal, merger, Message(title, description, author, branch));
        }

        pullRequests.Add(new PlannedPullRequest(
            number, title, Body(kind, description, note, editedLater), author, merger, branch, mergedAt.AddHours(-30), mergedAt, draft.Tip, commits, Labels(kind)));
    }

    private (string Title, string Branch, string Note) Subject(NoteKind kind, string phrase, string file)
    {
        if (kind == NoteKind.Autoupdate)
        {
            return ("[pre-commit.ci] pre-commit autoupdate", "pre-commit-ci-update-config", string.Empty);
        }

        if (ReleaseNoteText.IsNote(kind))
        {
            (string title, string branch, string note) = HistoryMaterial.Changes[random.Next(HistoryMaterial.Changes.Count)];
            return (Fill(title, phrase), Fill(branch, file), Fill(note, phrase));
        }

        (string chore, string choreBranch) = HistoryMaterial.Chores[random.Next(HistoryMaterial.Chores.Count)];
        return (Fill(chore, phrase), Fill(choreBranch, file), string.Empty);
    }

    private string Message(string title, string description, Person author, string branch)
    {
        string reviewed = string.Join('\n', HistoryMaterial.People.Where(person => person != author).Skip(number % 4).Take(1 + (number % 2))
            .Select(person => $"Reviewed-by: {person.Name}"));
        string body = description.Length == 0 ? title : $"{title}\n\n{description}";
        return $"Merge pull request #{number} from {author.Login}/{branch}\n\n{body}\n\n{reviewed}\n";
    }

    // Descriptions written in the code host's web form have CRLF line ends, and get corrected after the merge.
    private static string? Body(NoteKind kind, string description, string note, bool editedLater) => kind switch
    {
        NoteKind.NoBody => null,
        _ when editedLater && note.Length > 0 => Web(description.Replace(note, $"{note} The documentation has an example.", StringComparison.Ordinal)),
        _ => Web(description),
    };

    private static string Web(string text) => text.Replace("\n", "\r\n", StringComparison.Ordinal);

    private static IReadOnlyList<string> Labels(NoteKind kind) => kind switch
    {
        NoteKind.Sentence or NoteKind.Lines => ["has-release-notes", "mergeit"],
        NoteKind.Autoupdate => ["dependencies"],
        _ => ["no-release-notes", "mergeit"],
    };

    private IReadOnlyList<HistoryDraft.Edit> Edits(NoteKind kind, string title, string file)
    {
        if (kind == NoteKind.Autoupdate)
        {
            return [new(title, ".pre-commit-config.yaml", $"# updated in #{number}\n")];
        }

        string function = $"{file}_{number}";
        HistoryDraft.Edit code = new(title, $"{module}/{file}.py", $"\n\ndef {function}() -> None:\n    \"\"\"{title}.\"\"\"\n");
        HistoryDraft.Edit test = new($"Test it: {title}", $"tests/test_{file}.py", $"\n\ndef test_{function}():\n    {function}()\n");
        HistoryDraft.Edit docs = new($"Document it: {title}", "docs/changes.md", $"- {title} (#{number})\n");
        return new HistoryDraft.Edit[] { code, test, docs }[..(1 + random.Next(style.Busy ? 2 : 3))];
    }

    private void Tag(int index, int count)
    {
        if (index == count / 2 || index == count * 9 / 10)
        {
            int minor = 20 + StableHash.Number(repository.Name, 60) + (index > count / 2 ? 1 : 0);
            refs[$"refs/tags/0.{minor}.0"] = draft.Tip;
        }
    }

    private Dictionary<string, string> InitialTree()
    {
        var tree = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["README.md"] = $"# {repository.Name}\n\nPart of {project}.\n",
            [".pre-commit-config.yaml"] = "repos: []\n",
            ["docs/changes.md"] = "# Changes\n\n",
            [$"{module}/__init__.py"] = string.Empty,
        };
        if (repository.Build is { } build)
        {
            tree[$".github/workflows/{build.Workflow}"] =
                $"name: Rebuild & push images\non:\n  push:\n    branches: [{repository.Source}, {repository.Target}]\n";
        }

        foreach ((string phrase, string file) in HistoryMaterial.Parts)
        {
            tree[$"{module}/{file}.py"] = $"\"\"\"{char.ToUpperInvariant(phrase[0])}{phrase[1..]}.\"\"\"\n";
        }

        return tree;
    }

    private static Person Team(int index) => HistoryMaterial.People[index];

    private string Fill(string text, string part) => string.Format(CultureInfo.InvariantCulture, text, part, project);
}
