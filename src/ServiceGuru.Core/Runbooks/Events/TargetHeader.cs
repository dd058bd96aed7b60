using ServiceGuru.Ledger;

namespace ServiceGuru.Runbooks.Events;

/// <summary>One target of a step.</summary>
/// <param name="Name">Its name, unique in the step.</param>
/// <param name="RunId">The run that does its work.</param>
/// <param name="Inputs">The inputs with all references resolved.</param>
/// <param name="After">The newest record of that run when the targets were planned, 0 where it had none: an end that is recorded later is the end of this attempt.</param>
public sealed record TargetHeader(string Name, string RunId, JsonMap Inputs, long After = 0);
