using ServiceGuru.Ledger;
using ServiceGuru.Operations;

namespace ServiceGuru.Host.Serving.Live;

/// <summary>What a feed knows of its run as of one moment.</summary>
/// <param name="Lines">All records.</param>
/// <param name="Held">Whether a process works on it.</param>
/// <param name="Progress">The newest progress lines.</param>
/// <param name="Trouble">Why the ledger can't be read now, or null.</param>
internal sealed record RunMoment(IReadOnlyList<RunLine> Lines, bool Held, IReadOnlyList<ProgressLine> Progress, Failure? Trouble)
{
    public static RunMoment Empty { get; } = new([], false, [], null);

    /// <summary>Tells whether something is new for whoever knew another moment.</summary>
    public bool SaysMoreThan(RunMoment other) =>
        Lines.Count != other.Lines.Count || Held != other.Held || Trouble?.Id != other.Trouble?.Id || !Progress.SequenceEqual(other.Progress);
}
