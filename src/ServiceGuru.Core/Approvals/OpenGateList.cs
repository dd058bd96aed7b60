using ServiceGuru.Operations;

namespace ServiceGuru.Approvals;

/// <summary>The open gates of all runs.</summary>
/// <param name="Gates">The gates, those of the newest run first.</param>
/// <param name="Unreadable">The runs whose record can't be read; a gate of theirs would not be found.</param>
public sealed record OpenGateList(IReadOnlyList<OpenGate> Gates, IReadOnlyList<Failure> Unreadable);
