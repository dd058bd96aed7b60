namespace ServiceGuru.Exec;

/// <summary>How many pods a workload is to have and has.</summary>
/// <param name="Desired">How many are wanted (<c>spec.replicas</c>).</param>
/// <param name="Current">How many there are (<c>status.replicas</c>), those that are ending included until they are gone.</param>
public sealed record WorkloadScale(int Desired, int Current);
