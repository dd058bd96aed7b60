namespace ServiceGuru.Operations;

/// <summary>Progress that nobody watches.</summary>
public sealed class SilentProgress : IOperationProgress
{
    private SilentProgress()
    {
    }

    /// <summary>Gets the only instance.</summary>
    public static SilentProgress Instance { get; } = new();

    /// <inheritdoc/>
    public void Report(string message, double? fraction = null)
    {
    }
}
