using ServiceGuru.Branches;
using ServiceGuru.Health;
using ServiceGuru.Images;
using ServiceGuru.Network;
using ServiceGuru.Notices;
using ServiceGuru.Operations;
using ServiceGuru.Queues;
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
            "health/check" => Outputs.Of<HealthReport>(step) is { } report ? Health(report) : null,
            "health/versions" => Outputs.Of<DeployedVersions>(step) is { } versions ? Versions(versions) : null,
            "branches/move" => Outputs.Of<MoveReport>(step) is { } moves ? Moves(moves) : null,
            "images/await" => Outputs.Of<ImageReport>(step) is { } images ? $"{RunLines.Count(images.Images.Count, "image")} in the registry" : null,
            "notice/topic" or "notice/restore-topic" => Outputs.Of<TopicReport>(step) is { } topics ? Topics(topics) : null,
            "rollout/import" => Outputs.Of<ImportReport>(step) is { } import ? Import(import) : null,
            "notes/blog-post" => Outputs.Of<BlogPost>(step) is { } post ? $"{post.Title}, {RunLines.Count(post.Notes.Count, "note")}" : null,
            "network/firewall-request" => Outputs.Of<FirewallRequestReport>(step) is { } request ? Firewall(request) : null,
            "network/test-domain" => Outputs.Of<DomainAccessReport>(step) is { } access ? $"{access.Rows.Count(row => row.Verdict == DomainVerdict.Reachable)} of {RunLines.Count(access.Rows.Count, "look")} got through" : null,
            "queues/clear" => Outputs.Of<ClearQueuesReport>(step) is { } cleared ? Cleared(cleared) : null,
            "queues/status" => Outputs.Of<QueueReport>(step) is { } queues ? $"{RunLines.Count(queues.Queues.Sum(queue => queue.Waiting), "task")} waiting" : null,
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
        return $"{RunLines.Count(moved.Count, "branch").Replace("branchs", "branches", StringComparison.Ordinal)} moved by {RunLines.Count(moved.Sum(move => move.Commits), "commit")}"
            + (current == 0 ? string.Empty : $", {current} up to date");
    }

    private static string Import(ImportReport report) =>
        $"{RunLines.Count(report.Images.Count(image => image.Imported), "image")} imported, {RunLines.Count(report.Workloads.Sum(workload => workload.PodsReplaced), "pod")} replaced";

    private static string Firewall(FirewallRequestReport report) => report.Issues.Count == 0
        ? "no rule is needed"
        : $"{(report.Opened ? "opened" : "asked for already:")} {string.Join(", ", report.Issues.Select(issue => issue.WebUrl))}{(report.File is null ? string.Empty : $", text in {report.File}")}";

    private static string Cleared(ClearQueuesReport report) =>
        $"{(report.Purged is { } purged ? RunLines.Count(purged, "task") : "tasks")} thrown away{(report.Notice is null ? string.Empty : $". {report.Notice}")}";

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
