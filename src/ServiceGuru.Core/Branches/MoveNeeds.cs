using ServiceGuru.Packages;

namespace ServiceGuru.Branches;

/// <summary>What must be there before a branch is pushed.</summary>
/// <param name="After">The repositories of the same plan that must have moved, in the order of the moves.</param>
/// <param name="Packages">The packages that must be built, each from exactly one commit.</param>
/// <param name="Awaited">Those of <paramref name="Packages"/> that are not there yet.</param>
internal sealed record MoveNeeds(IReadOnlyList<string> After, IReadOnlyList<AwaitedPackage> Packages, IReadOnlyList<AwaitedPackage> Awaited)
{
    public static MoveNeeds None { get; } = new([], [], []);

    /// <summary>Gets the needs as people read them; empty where there are none.</summary>
    public string Text
    {
        get
        {
            string order = After.Count == 0 ? string.Empty : $"after {string.Join(", ", After)}";
            string packages = Awaited.Count == 0 ? string.Empty : $"once {string.Join(", ", Awaited.Select(one => one.Title))} {(Awaited.Count == 1 ? "is" : "are")} built";
            return order.Length == 0 ? packages : packages.Length == 0 ? order : $"{order}, {packages}";
        }
    }
}
