namespace ServiceGuru.Reports;

/// <summary>What a step was at during a part of its time.</summary>
internal enum SpanKind
{
    /// <summary>At its work.</summary>
    Work,

    /// <summary>At work that failed.</summary>
    Failed,

    /// <summary>Waiting for people.</summary>
    People,

    /// <summary>Waiting for its next attempt.</summary>
    Retry,

    /// <summary>Being undone.</summary>
    Undo,
}
