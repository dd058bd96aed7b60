using System.Globalization;
using ServiceGuru.Operations;

namespace ServiceGuru.Branches;

/// <summary>The change that moves one branch, and how it is undone.</summary>
internal static class BranchChanges
{
    public const string Kind = "move-branch";
    private const string BranchKey = "branch";
    private const string CommitsKey = "commits";
    private const string LostKey = "lost";

    public static Change Move(BranchState state, int position)
    {
        string name = state.Repository.Name;
        string branch = state.Repository.Target;
        bool loses = state.Status == BranchStatus.Diverged;
        Dictionary<string, string> details = new(StringComparer.Ordinal)
        {
            [BranchKey] = branch,
            [CommitsKey] = state.Gained.Count.ToString(CultureInfo.InvariantCulture),
        };
        string loss = string.Empty;
        if (loses)
        {
            details[LostKey] = string.Join('\n', CommitLines.Of(state.Lost));
            loss = $", loses {CommitLines.Count(state.Lost.Count)}: {string.Join("; ", CommitLines.Of(state.Lost))}";
        }

        return new Change
        {
            Id = position.ToString(CultureInfo.InvariantCulture),
            Kind = Kind,
            Target = name,
            From = state.From,
            To = state.To,
            Summary = $"{name}: {branch} {CommitLines.Short(state.From!)} -> {CommitLines.Short(state.To!)} ({CommitLines.Count(state.Gained.Count)}{loss})",
            Destructive = loses,
            Effect = EffectContract.CompareAndSwap,
            Undo = UndoText(name, branch, state.From!, state.To!),
            Details = details,
        };
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

    public static int Commits(Change change) => int.Parse(change.Details[CommitsKey], CultureInfo.InvariantCulture);

    public static BranchMove AsMove(Change change) => new()
    {
        Repository = change.Target,
        Branch = Branch(change),
        From = change.From,
        To = change.To,
        Status = change.Details.ContainsKey(LostKey) ? BranchStatus.Diverged : BranchStatus.FastForward,
        Commits = Commits(change),
    };

    private static string UndoText(string name, string branch, string from, string to) =>
        $"{name}: {branch} back to {CommitLines.Short(from)}, if it is still at {CommitLines.Short(to)}";
}
