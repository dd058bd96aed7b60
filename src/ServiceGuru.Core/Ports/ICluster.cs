using ServiceGuru.Exec;
using ServiceGuru.Health;
using ServiceGuru.Health.Surroundings;
using ServiceGuru.Images;
using ServiceGuru.Rollouts;
using ServiceGuru.Services;

namespace ServiceGuru.Ports;

/// <summary>One namespace of a Kubernetes or OpenShift cluster.</summary>
public interface ICluster
{
    /// <summary>Reads pods, workloads, image streams and events: one list call a kind, paged.</summary>
    /// <exception cref="Operations.GuruException">The cluster can't be reached or refuses (<c>ClusterUnreachable</c>, <c>ClusterForbidden</c>).</exception>
    Task<ClusterSnapshot> SnapshotAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Reads what stands around pods and workloads (Jobs, Services, volume claims, nodes, …): one list call a kind, paged. A
    /// kind that the server lacks is empty; one that it does not let us read is named in the answer.
    /// </summary>
    /// <exception cref="Operations.GuruException">The cluster can't be reached.</exception>
    Task<ClusterSurroundings> ReadSurroundingsAsync(CancellationToken cancellationToken);

    /// <summary>Reads one image stream, or null where there is none.</summary>
    Task<ImageStreamState?> GetImageStreamAsync(string name, CancellationToken cancellationToken);

    /// <summary>Imports an image into an image stream's tag at once (ImageStreamImport).</summary>
    /// <param name="imageStream">The image stream.</param>
    /// <param name="tag">Its tag.</param>
    /// <param name="from">The image to import, e.g. <c>quay.io/packit/packit-worker:prod</c>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What was imported.</returns>
    /// <exception cref="Operations.GuruException">The import failed (<c>ImageImportFailed</c>, with the registry's reason as cause).</exception>
    Task<ImportedImage> ImportImageAsync(string imageStream, string tag, string from, CancellationToken cancellationToken);

    /// <summary>
    /// Points an image stream's tag at an image, as <c>oc tag --source=docker</c> does, together with its policy and the
    /// stream's annotations in one write. The cluster imports the image by itself afterwards. Nothing is written where
    /// the tag is as it should be.
    /// </summary>
    /// <exception cref="Operations.GuruException">The tag has another image than expected (<c>ImageMovedMeanwhile</c>), or there is no such stream.</exception>
    Task PointTagAsync(TagPointer pointer, CancellationToken cancellationToken);

    /// <summary>Deletes a pod, if it is still the one with this uid: a StatefulSet gives the same name to the next one.</summary>
    /// <param name="name">The pod.</param>
    /// <param name="uid">Its uid.</param>
    /// <param name="force">Whether it is removed at once, whatever its node says; else it gets its own grace.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Whether there was such a pod; false where it is gone, or another one has its name.</returns>
    Task<bool> DeletePodAsync(string name, string uid, bool force, CancellationToken cancellationToken);

    /// <summary>Reads the last lines of a container's log; empty where there is none.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="container">The container.</param>
    /// <param name="previous">Whether of the container's run before the last restart.</param>
    /// <param name="lines">How many lines, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<IReadOnlyList<string>> ReadLogTailAsync(string pod, string container, bool previous, int lines, CancellationToken cancellationToken);

    /// <summary>Runs a command in a container that runs, without a shell and without input.</summary>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Ends the work; the command may run on.</param>
    /// <returns>How it ended, whatever its exit code.</returns>
    /// <exception cref="Operations.GuruException">
    /// It could not be started (<c>PodExecFailed</c>; <c>PodProgramMissing</c> where the container has no such program), did
    /// not end in time (<c>PodExecTimedOut</c>), or the cluster refuses (<c>ClusterForbidden</c>).
    /// </exception>
    Task<PodCommandResult> ExecAsync(PodCommand command, CancellationToken cancellationToken);

    /// <summary>Reads how many pods a workload is to have and has.</summary>
    Task<WorkloadScale> GetScaleAsync(WorkloadKind kind, string name, CancellationToken cancellationToken);

    /// <summary>Sets how many pods a workload is to have (subresource <c>scale</c>); does not wait for them.</summary>
    /// <param name="kind">The workload's kind.</param>
    /// <param name="name">Its name.</param>
    /// <param name="replicas">The number, at least 0.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task SetReplicasAsync(WorkloadKind kind, string name, int replicas, CancellationToken cancellationToken);
}
