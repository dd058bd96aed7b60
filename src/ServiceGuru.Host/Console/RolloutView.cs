using System.Globalization;
using ServiceGuru.Rollouts;

namespace ServiceGuru.Host.Console;

/// <summary>Shows what production runs and what became of it.</summary>
internal static class RolloutView
{
    public static void Show(IScreen screen, IReadOnlyList<WorkloadRollout> workloads)
    {
        Listing listing = new("Workload", "Kind", "Image", "Ready", "Finished");
        foreach (WorkloadRollout workload in workloads)
        {
            listing.Add(
                workload.Name,
                workload.Kind.ToString(),
                workload.Digest is null ? new Piece("-", Tone.Dim) : new Piece(ImageView.Digest(workload.Digest)),
                string.Create(CultureInfo.InvariantCulture, $"{workload.Ready}/{workload.Desired}"),
                new Piece(workload.Finished ? "yes" : "no", workload.Finished ? Tone.Good : Tone.Warn));
        }

        screen.Table(listing);
    }

    public static void Show(IScreen screen, RolloutAssessment assessment)
    {
        Tone tone = assessment.Verdict switch { AssessmentVerdict.Good => Tone.Good, AssessmentVerdict.Regressed => Tone.Bad, _ => Tone.Warn };
        screen.Line(
            new Piece(assessment.Environment, Tone.Strong),
            ": ",
            new Piece(assessment.Verdict == AssessmentVerdict.Unknown ? "can't tell" : assessment.Verdict.ToString().ToLowerInvariant(), tone),
            new Piece($"  deployed {Elapsed.Stamp(assessment.DeployedAt)}", Tone.Dim));
        Lines(screen, assessment.Lines);
    }

    public static void Show(IScreen screen, PreviousDeployment previous) => Lines(screen, previous.Lines);

    private static void Lines(IScreen screen, IReadOnlyList<string> lines)
    {
        foreach (string line in lines)
        {
            screen.Line($"  {line}");
        }
    }
}
