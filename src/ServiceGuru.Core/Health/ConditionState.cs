namespace ServiceGuru.Health;

/// <summary>A condition of an object.</summary>
/// <param name="Type">The type, e.g. <c>Progressing</c>.</param>
/// <param name="Status"><c>True</c>, <c>False</c> or <c>Unknown</c>.</param>
/// <param name="Reason">The reason, e.g. <c>ProgressDeadlineExceeded</c>.</param>
/// <param name="Message">The message.</param>
/// <param name="ChangedAt">When the status changed last.</param>
/// <param name="UpdatedAt">When the controller wrote it last (<c>lastUpdateTime</c>; Deployments only: when the rollout last got further), or null.</param>
public sealed record ConditionState(string Type, string Status, string? Reason, string? Message, DateTimeOffset? ChangedAt, DateTimeOffset? UpdatedAt = null);
