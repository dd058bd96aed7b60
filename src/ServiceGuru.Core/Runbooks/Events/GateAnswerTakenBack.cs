namespace ServiceGuru.Runbooks.Events;

/// <summary>Somebody took an answer back while the gate was open: removed the reaction, deleted the message or gave it another text.</summary>
/// <param name="Step">The step.</param>
/// <param name="Key">The <see cref="GateAnswered.Key"/> of the answer.</param>
/// <param name="By">Who had given it.</param>
public sealed record GateAnswerTakenBack(string Step, string Key, string By) : RunEvent;
