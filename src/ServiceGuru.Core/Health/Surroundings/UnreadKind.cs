namespace ServiceGuru.Health.Surroundings;

/// <summary>A kind of object that could not be looked at.</summary>
/// <param name="Kind">The kind's plural name, e.g. <c>nodes</c>.</param>
/// <param name="Why">Why, e.g. <c>403 Forbidden: nodes is forbidden</c>.</param>
public sealed record UnreadKind(string Kind, string Why);
