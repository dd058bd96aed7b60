using ServiceGuru.Branches;
using ServiceGuru.Health;
using ServiceGuru.Images;
using ServiceGuru.Notices;
using ServiceGuru.Packages;
using ServiceGuru.Operations;
using ServiceGuru.ReleaseNotes;
using ServiceGuru.Rollouts;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Console.Runs;

/// <summary>Tells what came out of a step in a few words.</summary>
internal static class StepResult
{
    /// <summary>Gives the words, or null where there is nothing to say.</summary>
    public static string? Of(RunState run, string stepId)
    {
        StepState step = run.Step(stepId);
        return step.Step.Uses switch
        {
            "gate/approval" => Outputs.Of<GateOutput>(step) is { } gate ? $"yes from {string.Join(", ", gate.Approvers)}" : null,
            "health/baseline" => Outputs.Of<HealthBaseline>(step) is { } baseline ? $"{baseline.Environment}: {RunLines.Count(baseline.Findings.Count, "finding")} to compare with" : null,
            "health/check" => Outputs.Of<HealthReport>(step) is { } report ? Health(report) : null,
            "health/versions" => Outputs.Of<DeployedVersions>(step) is { } versions ? Versions(versions) : null,
            "branches/move" or "branches/restore" => Outputs.Of<MoveReport>(step) is { } moves ? Moves(moves) : null,
            "branches/record" => Outputs.Of<RecordReport>(step) is { } record ? Record(record) : null,
            "packages/await" => Outputs.Of<PackageReport>(step) is { } packages ? $"{RunLines.Count(packages.Packages.Count, "package")} built" : null,
            "images/await" => Outputs.Of<ImageReport>(step) is { } images ? $"{RunLines.Count(images.Images.Count, "image")} in the registry" : null,
            "notice/topic" or "notice/restore-topic" => Outputs.Of<TopicReport>(step) is { } topics ? Topics(topics) : null,
            "rollout/import" => Outputs.Of<ImportReport>(step) is { } import ? Import(import) : null,
            "notes/blog-post" => Outputs.Of<BlogPost>(step) is { } post ? $"{post.Title}, {RunLines.Count(post.Notes.Count, "note")}" : null,
            _ => Changes(step),
        };
    }

    private static string Health(HealthReport report) =>
        $"{report.Environment} is {Name(report.Verdict.ToString())}, {report.Workloads.Count(workload => workload.Verdict == HealthVerdict.Healthy)} of {RunLines.Count(report.Workloads.Count, "workload")} healthy";

    private static string Versions(DeployedVersions versions) =>
        $"{versions.Components.Count(component => component.Current == true)} of {RunLines.Count(versions.Components.Count, "component")} at the head of the branch";

    private static string Moves(MoveReport report)
    {
        List<BranchMove> moved = [.. report.Moves.Where(move => move.Failure is null && move.Status != BranchStatus.UpToDate)];
        int current = report.Moves.Count(move => move.Status == BranchStatus.UpToDate);
        int lost = moved.Sum(move => move.Lost);
        return $"{RunLines.Count(moved.Count, "branch").Replace("branchs", "branches", StringComparison.Ordinal)} moved by {RunLines.Count(moved.Sum(move => move.Commits), "commit")}"
            + (lost == 0 ? string.Empty : $", {RunLines.Count(lost, "commit")} taken off")
            + (current == 0 ? string.Empty : $", {current} up to date")
            + (report.Record is { } record ? $"; {Record(record)}" : string.Empty);
    }

    private static string Record(RecordReport record) =>
        record.Failure is not null ? "not recorded in the monorepo" : record.Changed ? "recorded in the monorepo" : "the monorepo records it already";

    private static string Import(ImportReport report) =>
        $"{RunLines.Count(report.Images.Count(image => image.Imported), "image")} imported, {RunLines.Count(report.Workloads.Sum(workload => workload.PodsReplaced), "pod")} replaced";

    private static string Topics(TopicReport report) => string.Join(", ", report.Channels
        .GroupBy(channel => channel.Status)
        .Select(group => $"{string.Join(" and ", group.Select(channel => channel.Channel))} {Words(group.Key)}"));

    private static string Words(TopicStatus status) => status switch
    {
        TopicStatus.Set => "set",
        TopicStatus.AlreadySet => "set already",
        TopicStatus.Restored => "restored",
        TopicStatus.NothingToRestore => "had nothing to restore",
        TopicStatus.Failed => "not changed",
        _ => "unknown",
    };

    private static string? Changes(StepState step) => step.Changes.Count == 0
        ? null
        : $"{step.Changes.Count(result => result.Status == ChangeStatus.Applied)} of {RunLines.Count(step.Changes.Count, "change")} applied";

    private static string Name(string name) => name.ToLowerInvariant();
}
