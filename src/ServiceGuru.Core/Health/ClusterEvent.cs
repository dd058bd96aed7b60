namespace ServiceGuru.Health;

/// <summary>An event that the cluster recorded.</summary>
/// <param name="ObjectKind">The kind of the object that it is about.</param>
/// <param name="ObjectName">The name of the object.</param>
/// <param name="Type"><c>Normal</c> or <c>Warning</c>.</param>
/// <param name="Reason">The reason, e.g. <c>FailedScheduling</c>.</param>
/// <param name="Message">The message.</param>
/// <param name="Count">How often it happened, at least 1.</param>
/// <param name="LastSeen">When it happened last.</param>
/// <param name="FirstSeen">When it happened first (<c>firstTimestamp</c>), or null where the cluster does not tell.</param>
public sealed record ClusterEvent(string ObjectKind, string ObjectName, string Type, string Reason, string Message, int Count, DateTimeOffset LastSeen, DateTimeOffset? FirstSeen = null);
