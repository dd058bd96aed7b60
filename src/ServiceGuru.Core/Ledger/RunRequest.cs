using System.Text.Json.Serialization;

namespace ServiceGuru.Ledger;

/// <summary>What somebody asks of a run that another process works on, or will when it is resumed.</summary>
/// <param name="By">Who asks, as the ledger shall have it.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(GateAnswer), "answer")]
[JsonDerivedType(typeof(FailureDecision), "decision")]
[JsonDerivedType(typeof(PauseRequest), "pause")]
[JsonDerivedType(typeof(ContinueRequest), "continue")]
[JsonDerivedType(typeof(StopRequest), "stop")]
[JsonDerivedType(typeof(CancelRequest), "cancel")]
public abstract record RunRequest(string By);
