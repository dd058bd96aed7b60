namespace ServiceGuru.Health;

/// <summary>What one HTTP endpoint said.</summary>
/// <param name="Url">The endpoint.</param>
/// <param name="Healthy">Whether it answered as it should; null where it could not be told (unreachable from here).</param>
/// <param name="Detail">The status, or why it could not be told.</param>
/// <param name="Duration">How long the answer took.</param>
public sealed record EndpointCheck(Uri Url, bool? Healthy, string Detail, TimeSpan Duration);
