using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using ServiceGuru.Ledger;

namespace ServiceGuru.Telemetry;

/// <summary>The trace of a run. Its id follows from the run's, so that whoever goes on with the run, on whatever machine, joins it.</summary>
public static class RunTrace
{
    /// <summary>
    /// Gives the trace's id: the first 16 bytes of the SHA-256 of the run's id. The runs of a run's targets are part of the
    /// trace of that run.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <returns>The id.</returns>
    public static ActivityTraceId IdOf(string runId) =>
        ActivityTraceId.CreateFromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(RunIds.ParentOf(runId) ?? runId)).AsSpan(0, 16));

    // A trace that somebody else began and that has no parent: the span becomes a root of it.
    internal static ActivityContext ContextOf(string runId) => new(IdOf(runId), default, ActivityTraceFlags.Recorded);
}
