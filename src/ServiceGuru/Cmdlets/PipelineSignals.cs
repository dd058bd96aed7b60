using System.Management.Automation;

namespace ServiceGuru.Cmdlets;

/// <summary>Tells the engine's own signals from errors.</summary>
internal static class PipelineSignals
{
    /// <summary>Whether the engine ends the pipeline by it; it must reach the engine unchanged.</summary>
    public static bool IsStop(Exception error) => error is PipelineStoppedException;
}
