namespace ServiceGuru.Sandbox.Network;

/// <summary>What somebody sees who connects to a host.</summary>
/// <param name="Stage">How far it comes: <c>dns</c>, <c>tcp</c>, <c>tls</c> or <c>http</c>.</param>
/// <param name="Outcome">How it ends there, e.g. <c>reached</c>, <c>timedOut</c>, <c>refused</c>, <c>unknownName</c>, <c>certificateWrong</c>.</param>
/// <param name="Detail">In the system's own words, or null.</param>
internal sealed record HostView(string Stage, string Outcome, string? Detail);
