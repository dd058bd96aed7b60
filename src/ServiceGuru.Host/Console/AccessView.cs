using ServiceGuru.Access;

namespace ServiceGuru.Host.Console;

/// <summary>Shows which rights are there. What is missing, and what to do, is told by the failures that follow; the rest here.</summary>
internal static class AccessView
{
    public static void Show(IScreen screen, AccessReport report)
    {
        Listing listing = new("System", "Target", "Right", "State", "Why");
        foreach (AccessCheck check in report.Checks)
        {
            listing.Add(check.System, check.Target, check.Right, new Piece(Words(check), ToneOf(check)), check.Reason ?? string.Empty);
        }

        screen.Table(listing);
        foreach (AccessCheck check in report.Checks.Where(check => check.NextAction is not null && (check.Optional || check.State == AccessState.Unknown)))
        {
            screen.Line($"{check.System} {check.Target}: {check.NextAction}");
        }
    }

    private static string Words(AccessCheck check) => check.State switch
    {
        AccessState.Ok => "ok",
        AccessState.Missing when check.Optional => "missing (optional)",
        AccessState.Missing => "missing",
        AccessState.Unreachable => "unreachable",
        _ => "unknown",
    };

    private static Tone ToneOf(AccessCheck check) => check.State switch
    {
        AccessState.Ok => Tone.Good,
        AccessState.Unknown => Tone.Warn,
        _ when check.Optional => Tone.Warn,
        _ => Tone.Bad,
    };
}
