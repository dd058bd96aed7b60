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
    IReadOnlyList<string> Environments);
