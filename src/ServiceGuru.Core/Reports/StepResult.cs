using ServiceGuru.Branches;
using ServiceGuru.Health;
using ServiceGuru.Images;
using ServiceGuru.Infrastructure;
using ServiceGuru.Network;
using ServiceGuru.Notices;
using ServiceGuru.Operations;
using ServiceGuru.Packages;
using ServiceGuru.Pending;
using ServiceGuru.Posts;
using ServiceGuru.Queues;
using ServiceGuru.ReleaseNotes;
using ServiceGuru.Rollouts;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Reports;

/// <summary>Tells what came out of a step in a few words.</summary>
public static class StepResult
{
    /// <summary>Gives the words, or null where there is nothing to say.</summary>
    /// <param name="run">The run.</param>
    /// <param name="stepId">The step's id.</param>
    /// <returns>The words.</returns>
    public static string? Of(RunState run, string stepId)
    {
        StepState step = run.Step(stepId);

        // Whatever the operation says of its results: there are none.
        if (step.Changes.Count > 0 && step.Changes.All(change => change.Status == ChangeStatus.Declined))
        {
            return "declined: nothing was changed";
        }

        if (step.Targets.Count > 0)
        {
            return Targets(step);
        }

        return step.Step.Uses switch
        {
            "gate/approval" => Outputs.Of<GateOutput>(step) is { } gate ? $"yes from {string.Join(", ", gate.Approvers)}" : null,
            "health/baseline" => Outputs.Of<HealthBaseline>(step) is { } baseline ? $"{baseline.Environment}: {Quantity.Of(baseline.Findings.Count, "finding")} to compare with" : null,
            "health/check" => Outputs.Of<HealthReport>(step) is { } report ? Health(report) : null,
            "health/versions" => Outputs.Of<DeployedVersions>(step) is { } versions ? Versions(versions) : null,
            "branches/move" or "branches/restore" => Outputs.Of<MoveReport>(step) is { } moves ? Moves(moves) : null,
            "branches/pending" => Outputs.Of<PendingReport>(step) is { } pending ? Pending(pending) : null,
            "branches/record" => Outputs.Of<RecordReport>(step) is { } record ? Record(record) : null,
            "infrastructure/deploy" => Outputs.Of<InfrastructureReport>(step) is { } deployed ? Infrastructure(deployed) : null,
            "packages/await" => Outputs.Of<PackageReport>(step) is { } packages ? $"{Quantity.Of(packages.Packages.Count, "package")} built" : null,
            "images/await" => Outputs.Of<ImageReport>(step) is { } images ? $"{Quantity.Of(images.Images.Count, "image")} in the registry" : null,
            "images/clean" => Outputs.Of<ImageCleanupReport>(step) is { } cleanup ? Cleanup(cleanup) : null,
            "notice/topic" or "notice/restore-topic" => Outputs.Of<TopicReport>(step) is { } topics ? Topics(topics) : null,
            "rollout/assess" => Outputs.Of<RolloutAssessment>(step) is { } assessment ? assessment.Lines[0] : null,
            "rollout/await" => Outputs.Of<RolloutReport>(step) is { } rollout ? $"{Quantity.Of(rollout.Workloads.Count(workload => workload.Finished), "workload")} as the image streams have it" : null,
            "rollout/previous" => Outputs.Of<PreviousDeployment>(step) is { } previous ? previous.Lines[0] : null,
            "rollout/remove-stuck-pods" => Outputs.Of<StuckPodReport>(step) is { } stuck ? $"{Quantity.Of(stuck.Pods.Count(pod => pod.Removed), "stuck pod")} removed" : null,
            "rollout/undo" => Outputs.Of<UndoReport>(step) is { } undo ? $"{Quantity.Of(undo.Images.Count(image => image.Reverted), "image")} reverted, automatic imports paused" : null,
            "rollout/import" => Outputs.Of<ImportReport>(step) is { } import ? Import(import) : null,
            "notes/blog-post" => Outputs.Of<BlogPost>(step) is { } post ? $"{post.Title}, {Quantity.Of(post.Notes.Count, "note")}" : null,
            "mastodon/draft" => Outputs.Of<PostDraft>(step) is { } draft ? Quantity.Of(draft.Parts.Count, "status") : null,
            "mastodon/publish" => Outputs.Of<PublishReport>(step) is { } published ? Posts(published) : null,
            "network/firewall-request" => Outputs.Of<FirewallRequestReport>(step) is { } request ? Firewall(request) : null,
            "network/test-domain" => Outputs.Of<DomainAccessReport>(step) is { } access ? $"{access.Rows.Count(row => row.Verdict == DomainVerdict.Reachable)} of {Quantity.Of(access.Rows.Count, "look")} got through" : null,
            "queues/clear" => Outputs.Of<ClearQueuesReport>(step) is { } cleared ? Cleared(cleared) : null,
            "queues/status" => Outputs.Of<QueueReport>(step) is { } queues ? $"{Quantity.Of(queues.Queues.Sum(queue => queue.Waiting), "task")} waiting" : null,
            "notice/message" => Outputs.Of<MessageReport>(step) is { } messages ? Messages(messages) : null,
            "notes/publish" or "notes/merge" => Outputs.Of<PostPublication>(step) is { } published ? Publication(published) : null,
            _ => Changes(step),
        };
    }

    private static string Health(HealthReport report) =>
        $"{report.Environment} is {Name(report.Verdict.ToString())}, {report.Workloads.Count(workload => workload.Verdict == HealthVerdict.Healthy)} of {Quantity.Of(report.Workloads.Count, "workload")} healthy";

    private static string Versions(DeployedVersions versions) =>
        $"{versions.Components.Count(component => component.Current == true)} of {Quantity.Of(versions.Components.Count, "component")} at the head of the branch";

    private static string Moves(MoveReport report)
    {
        List<BranchMove> moved = [.. report.Moves.Where(move => move.Failure is null && move.Status != BranchStatus.UpToDate)];
        int current = report.Moves.Count(move => move.Status == BranchStatus.UpToDate);
        int lost = moved.Sum(move => move.Lost);
        return $"{Quantity.Of(moved.Count, "branch")} moved by {Quantity.Of(moved.Sum(move => move.Commits), "commit")}"
            + (lost == 0 ? string.Empty : $", {Quantity.Of(lost, "commit")} taken off")
            + (current == 0 ? string.Empty : $", {current} up to date")
            + (report.Record is { } record ? $"; {Record(record)}" : string.Empty);
    }

    private static string Record(RecordReport record) =>
        record.Failure is not null ? "not recorded in the monorepo" : record.Changed ? "recorded in the monorepo" : "the monorepo records it already";

    private static string Pending(PendingReport report) =>
        $"{Quantity.Of(report.Repositories.Sum(change => change.Commits.Count), "commit")} pending in {report.Repositories.Count(change => change.Commits.Count > 0)} of {report.Repositories.Count} repositories"
        + (report.Infrastructure is { Pending: true } infrastructure ? $", {Quantity.Of(infrastructure.Commits.Count, "commit")} of infrastructure, {Quantity.Of(infrastructure.Secrets.Count, "change")} of secrets" : string.Empty)
        + (report.Problems.Count == 0 ? string.Empty : $", not looked at: {string.Join(", ", report.Problems.Select(problem => problem.Target))}");

    private static string Infrastructure(InfrastructureReport report) =>
        $"{report.Environment} {(report.Deployed ? "deployed" : "is")} at {(report.Commit is { Length: > 7 } commit ? commit[..7] : "?")}";

    private static string Cleanup(ImageCleanupReport report)
    {
        int kept = report.Images.Count(image => image.Status == StaleImageStatus.Kept);
        return $"{Quantity.Of(report.Images.Count(image => image.Status == StaleImageStatus.Removed), "tag")} removed, at most {ByteSize.Text(report.FreedAtMost)} freed"
            + (kept == 0 ? string.Empty : $", {kept} put to use meanwhile and kept");
    }

    private static string Import(ImportReport report) =>
        $"{Quantity.Of(report.Images.Count(image => image.Imported), "image")} imported, {Quantity.Of(report.Workloads.Sum(workload => workload.PodsReplaced), "pod")} replaced";

    private static string Firewall(FirewallRequestReport report) => report.Issues.Count == 0
        ? "no rule is needed"
        : $"{(report.Opened ? "opened" : "asked for already:")} {string.Join(", ", report.Issues.Select(issue => issue.WebUrl))}{(report.File is null ? string.Empty : $", text in {report.File}")}";

    private static string Cleared(ClearQueuesReport report) =>
        $"{(report.Purged is { } purged ? Quantity.Of(purged, "task") : "tasks")} thrown away{(report.Notice is null ? string.Empty : $". {report.Notice}")}";

    private static string Topics(TopicReport report) => string.Join(", ",
    [
        .. report.Channels.GroupBy(channel => channel.Status).Select(group => $"{Names(group)} {Words(group.Key)}"),
        .. report.Channels.Where(channel => channel.Announcement is AnnouncementStatus.ByMessage or AnnouncementStatus.NotSent)
            .GroupBy(channel => channel.Announcement)
            .Select(group => group.Key == AnnouncementStatus.ByMessage ? $"told by a message in {Names(group)}" : $"not told in {Names(group)}: send a message"),
    ]);

    private static string Names(IEnumerable<ChannelTopic> channels) => string.Join(" and ", channels.Select(channel => channel.Channel));

    private static string Messages(MessageReport report) =>
        $"said in {string.Join(" and ", report.Messages.Where(message => message.Status == MessageStatus.Sent).Select(message => message.Channel).DefaultIfEmpty("no channel"))}";

    private static string Publication(PostPublication post) => post.PullRequest is null
        ? $"{post.RepositoryPath} is published"
        : $"pull request {post.PullRequest} is {Name(post.State?.ToString() ?? "unknown")}";

    private static string Posts(PublishReport report) => string.Join(", ", report.Posts
        .GroupBy(post => post.Status)
        .Select(group => $"{group.Count()} {(group.Key == PublishedPostStatus.AlreadyPosted ? "posted already" : Name(group.Key.ToString()))}"));

    private static string Words(TopicStatus status) => status switch
    {
        TopicStatus.Set => "set",
        TopicStatus.AlreadySet => "set already",
        TopicStatus.Restored => "restored",
        TopicStatus.NothingToRestore => "had nothing to restore",
        TopicStatus.Declined => "left as it is",
        TopicStatus.Failed => "not changed",
        _ => "unknown",
    };

    private static string Targets(StepState step)
    {
        int Number(StepStatus status) => step.Targets.Count(target => target.Status == status);
        IEnumerable<string> parts = new[] { (Number(StepStatus.Succeeded), "succeeded"), (Number(StepStatus.Failed), "failed"), (Number(StepStatus.Skipped), "not begun"), (Number(StepStatus.Pending), "left") }
            .Where(part => part.Item1 > 0)
            .Select(part => $"{part.Item1} {part.Item2}");
        return $"{Quantity.Of(step.Targets.Count, "target")}: {string.Join(", ", parts)}";
    }

    private static string? Changes(StepState step) => step.Changes.Count == 0
        ? null
        : $"{step.Changes.Count(result => result.Status == ChangeStatus.Applied)} of {Quantity.Of(step.Changes.Count, "change")} applied";

    private static string Name(string name) => name.ToLowerInvariant();
}
