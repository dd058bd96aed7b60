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
        new AwaitRollout(),
        new CheckHealth(),
        new CheckPreviousDeployment(),
        new ClearQueues(),
        new FirewallRequest(),
        new GatherReleaseNotes(),
        new GetImageStatus(),
        new ImportImages(),
        new MoveBranches(),
        new QueueStatus(),
        new ReadDeployedVersions(),
        new RemoveStuckPods(),
        new RestoreTopic(),
        new SetTopic(),
        new TakeHealthBaseline(),
        new TakeHealthSnapshot(),
        new TestDomain(),
        new UndoDeployment(),
        new WriteBlogPost(),
    ]);
}
