namespace ServiceGuru.Runbooks.Execution;

/// <summary>The output of <c>gate/approval</c>.</summary>
/// <param name="Approvers">Who said yes.</param>
public sealed record GateOutput(IReadOnlyList<string> Approvers);
