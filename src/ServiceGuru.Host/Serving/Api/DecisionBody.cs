namespace ServiceGuru.Host.Serving.Api;

/// <summary>A decision about a failure.</summary>
internal sealed record DecisionBody
{
    /// <summary>retry, skip, undo or abort.</summary>
    public required string Choice { get; init; }

    /// <summary>Why; needed to skip.</summary>
    public string? Reason { get; init; }

    /// <summary>Which attempt's failure is meant; the present one if absent.</summary>
    public int? Attempt { get; init; }
}
