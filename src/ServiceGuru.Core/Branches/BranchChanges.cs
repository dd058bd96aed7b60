using System.Globalization;
using ServiceGuru.Operations;
using ServiceGuru.Packages;

namespace ServiceGuru.Branches;

/// <summary>The changes that move or restore one branch, and how they are undone.</summary>
internal static class BranchChanges
{
    public const string Kind = "move-branch";
    public const string RestoreKind = "restore-branch";

    private const string BranchKey = "branch";
    private const string CommitsKey = "commits";
    private const string LostKey = "lost";
    private const string LostCountKey = "lostCommits";
    private const string PackagesKey = "packages";

    /// <summary>Gets the kinds of change that move a branch.</summary>
    public static IReadOnlyCollection<string> Kinds { get; } = [Kind, RestoreKind];

    public static bool IsOf(Change change) => Kinds.Contains(change.Kind);

    /// <summary>Makes the change that moves a branch on.</summary>
    /// <param name="state">How it stands.</param>
    /// <param name="needs">What must be there before.</param>
    /// <param name="ids">The ids of the plan's changes by repository, its own among them.</param>
    public static Change Move(BranchState state, MoveNeeds needs, IReadOnlyDictionary<string, string> ids)
    {
        bool loses = state.Lost.Count > 0;
        int picked = state.Picked?.Count ?? 0;
        string loss = !loses ? string.Empty
            : $", loses {CommitLines.Count(state.Lost.Count)}{(picked == 0 ? string.Empty : $" ({picked} with a change that {state.Repository.Source} has)")}: {string.Join("; ", CommitLines.OfLost(state))}";
        return Change(Kind, state, needs, ids, $"{CommitLines.Count(state.Gained.Count)}{loss}") with { Destructive = loses };
    }

    /// <summary>Makes the change that takes a branch back to where it was.</summary>
    public static Change Restore(BranchState state, MoveNeeds needs, IReadOnlyDictionary<string, string> ids)
    {
        string regained = state.Gained.Count == 0 ? string.Empty : $", brings {CommitLines.Count(state.Gained.Count)} back";
        string build = state.Repository.Build is null ? string.Empty : "; starts a new image build";
        return Change(RestoreKind, state, needs, ids, $"takes {CommitLines.Count(state.Lost.Count)} off{regained}{build}") with { Destructive = true };
    }

    /// <summary>Gives the swap back. It takes commits off the branch again, hence destructive.</summary>
    public static Change? Back(Change change) => change is not { From: { } from, To: { } to } ? null : change with
    {
        From = to,
        To = from,
        Summary = $"{change.Target}: {Branch(change)} back {CommitLines.Short(to)} -> {CommitLines.Short(from)}",
        Destructive = true,
        Undo = UndoText(change.Target, Branch(change), to, from),
        Details = new Dictionary<string, string>(StringComparer.Ordinal) { [BranchKey] = Branch(change), [CommitsKey] = "0" },
    };

    public static string Branch(Change change) => change.Details[BranchKey];

    public static int Commits(Change change) => Number(change, CommitsKey);

    public static IReadOnlyList<AwaitedPackage> Packages(Change change) => AwaitedPackage.Read(change.Details.GetValueOrDefault(PackagesKey));

    public static BranchMove AsMove(Change change) => new()
    {
        Repository = change.Target,
        Branch = Branch(change),
        From = change.From,
        To = change.To,
        Status = change.Details.ContainsKey(LostKey) ? BranchStatus.Diverged : BranchStatus.FastForward,
        Commits = Commits(change),
        Lost = Number(change, LostCountKey),
    };

    private static Change Change(string kind, BranchState state, MoveNeeds needs, IReadOnlyDictionary<string, string> ids, string what)
    {
        string name = state.Repository.Name;
        string branch = state.Repository.Target;
        Dictionary<string, string> details = new(StringComparer.Ordinal)
        {
            [BranchKey] = branch,
            [CommitsKey] = state.Gained.Count.ToString(CultureInfo.InvariantCulture),
        };
        if (state.Lost.Count > 0)
        {
            // The ledger has every one of them: somebody may have to look for one later.
            details[LostKey] = string.Join('\n', state.Lost.Select(commit => $"{commit.Sha} {CommitLines.LostLine(state, commit)[(commit.ShortSha.Length + 1)..]}"));
            details[LostCountKey] = state.Lost.Count.ToString(CultureInfo.InvariantCulture);
        }

        if (needs.Packages.Count > 0)
        {
            details[PackagesKey] = AwaitedPackage.Write(needs.Packages);
        }

        string waits = needs.Text is { Length: > 0 } text ? $"; {text}" : string.Empty;
        return new Change
        {
            Id = ids[name],
            Kind = kind,
            Target = name,
            From = state.From,
            To = state.To,
            Summary = $"{name}: {branch} {CommitLines.Short(state.From!)} -> {CommitLines.Short(state.To!)} ({what}{waits})",
            Effect = EffectContract.CompareAndSwap,
            After = [.. needs.After.Select(needed => ids[needed])],
            Undo = UndoText(name, branch, state.From!, state.To!),
            Details = details,
        };
    }

    private static int Number(Change change, string key) =>
        change.Details.TryGetValue(key, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;

    private static string UndoText(string name, string branch, string from, string to) =>
        $"{name}: {branch} back to {CommitLines.Short(from)}, if it is still at {CommitLines.Short(to)}";
}
