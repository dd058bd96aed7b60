using ServiceGuru.Access;
using ServiceGuru.Branches;
using ServiceGuru.Calendars;
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

namespace ServiceGuru.Sessions;

/// <summary>The operations that ServiceGuru ships.</summary>
public static class StandardOperations
{
    /// <summary>Makes the catalog.</summary>
    /// <returns>All operations.</returns>
    public static OperationCatalog Create() => new(
    [
        new ApprovalGate(),
        new AssessRollout(),
        new AwaitImages(),
        new AwaitPackages(),
        new AwaitRollout(),
        new AwaitWindow(),
        new CheckAccess(),
        new CheckHealth(),
        new CheckPreviousDeployment(),
        new CleanImages(),
        new ClearQueues(),
        new DeployInfrastructure(),
        new DraftPost(),
        new FirewallRequest(),
        new GatherReleaseNotes(),
        new GetImageStatus(),
        new GetInfrastructureChanges(),
        new GetPendingChanges(),
        new ImportImages(),
        new LintPost(),
        new MergePost(),
        new MoveBranches(),
        new PublishPost(),
        new PublishStatuses(),
        new QueueStatus(),
        new ReadDeployedVersions(),
        new RecordRevisions(),
        new RemoveStuckPods(),
        new RestoreBranches(),
        new RestoreTopic(),
        new SendMessage(),
        new SetTopic(),
        new TakeHealthBaseline(),
        new TakeHealthSnapshot(),
        new TestDomain(),
        new UndoDeployment(),
        new WriteBlogPost(),
    ]);
}
