using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Tells the progress of one target with its name; how much of the whole step is done, the step tells.</summary>
internal sealed class TargetProgress(IOperationProgress step, string target) : IOperationProgress
{
    /// <inheritdoc/>
    public void Report(string message, double? fraction = null) => step.Report($"{target}: {message}");
}
