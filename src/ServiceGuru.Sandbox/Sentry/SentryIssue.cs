namespace ServiceGuru.Sandbox.Sentry;

/// <summary>One issue of the error tracker.</summary>
/// <param name="Id">Its number.</param>
/// <param name="ShortId">Its name for people, e.g. <c>PCKT-002-PACKIT-SERVICE-6YB</c>.</param>
/// <param name="Title">Exception and message.</param>
/// <param name="Culprit">Where it was thrown.</param>
/// <param name="Level"><c>error</c>, <c>warning</c>, …</param>
/// <param name="Status"><c>unresolved</c>, <c>resolved</c> or <c>ignored</c>.</param>
/// <param name="Substatus"><c>new</c>, <c>ongoing</c>, <c>regressed</c>, <c>escalating</c>, <c>archived_until_escalating</c>; null once resolved.</param>
/// <param name="FirstSeen">Its first event.</param>
/// <param name="LastSeen">Its last event.</param>
/// <param name="Count">How many events.</param>
/// <param name="Users">How many users saw it.</param>
/// <param name="Unhandled">Whether the program didn't catch it.</param>
/// <param name="Environments">Where it happens.</param>
internal sealed record SentryIssue(
    long Id,
    string ShortId,
    string Title,
    string Culprit,
    string Level,
    string Status,
    string? Substatus,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen,
    int Count,
    int Users,
    bool Unhandled,
    IReadOnlyList<string> Environments)
{
    /// <summary>How many events came on top of <see cref="Count"/> within the last hour, in a burst.</summary>
    public int Burst { get; init; }

    /// <summary>All its events.</summary>
    public int Total => Count + Burst;

    /// <summary>How many of its events lie in a period, if the everyday ones came evenly.</summary>
    public int EventsIn(SentryPeriod period)
    {
        double life = Math.Max(1, (LastSeen - FirstSeen).TotalSeconds);
        DateTimeOffset from = period.Start > FirstSeen ? period.Start : FirstSeen;
        DateTimeOffset until = period.End < LastSeen ? period.End : LastSeen;
        int everyday = (int)Math.Round(Count * Math.Clamp((until - from).TotalSeconds / life, 0, 1));
        return Math.Max(1, everyday + (LastSeen - TimeSpan.FromHours(1) < period.End && LastSeen >= period.Start ? Burst : 0));
    }
}
