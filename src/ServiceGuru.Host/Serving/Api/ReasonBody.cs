namespace ServiceGuru.Host.Serving.Api;

/// <summary>What goes with pause, continue, stop and cancel.</summary>
internal sealed record ReasonBody
{
    /// <summary>Why.</summary>
    public string? Reason { get; init; }
}
