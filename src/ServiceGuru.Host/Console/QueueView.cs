using System.Globalization;
using ServiceGuru.Queues;

namespace ServiceGuru.Host.Console;

/// <summary>Shows how long the queues are. What is wrong with them is told by the failures that follow.</summary>
internal static class QueueView
{
    public static void Show(IScreen screen, QueueReport report)
    {
        screen.Line(
            new Piece(report.Environment, Tone.Strong),
            report.Workers.Count == 0 ? ": no worker replied" : $": {report.Workers.Count} worker{(report.Workers.Count == 1 ? string.Empty : "s")} replied",
            new Piece($"  checked {Elapsed.Stamp(report.CheckedAt)}", Tone.Dim));
        Listing listing = new("Queue", "Waiting", "Active", "Reserved", "Scheduled", "Oldest since");
        foreach (QueueState queue in report.Queues)
        {
            bool bad = report.Problems.Any(problem => problem.Target == $"{queue.Environment}/{queue.Name}");
            listing.Add(
                queue.Name,
                new Piece(queue.Waiting.ToString(CultureInfo.InvariantCulture), bad ? Tone.Bad : Tone.Good),
                Number(queue.Active),
                Number(queue.Reserved),
                Number(queue.Scheduled),
                queue.OldestActive is { } since ? Elapsed.Stamp(since) : "-");
        }

        screen.Table(listing);
    }

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "?";
}
