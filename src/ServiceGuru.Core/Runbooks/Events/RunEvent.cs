using System.Text.Json.Serialization;

namespace ServiceGuru.Runbooks.Events;

/// <summary>Something that happened in a run. A run's state is the fold of its events, and nothing else.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RunCreated), "run-created")]
[JsonDerivedType(typeof(RunResumed), "run-resumed")]
[JsonDerivedType(typeof(RunMigrated), "run-migrated")]
[JsonDerivedType(typeof(RunPaused), "run-paused")]
[JsonDerivedType(typeof(RunContinued), "run-continued")]
[JsonDerivedType(typeof(RunHalted), "run-halted")]
[JsonDerivedType(typeof(RunEnded), "run-ended")]
[JsonDerivedType(typeof(StepStarted), "step-started")]
[JsonDerivedType(typeof(StepPlanned), "step-planned")]
[JsonDerivedType(typeof(StepSucceeded), "step-succeeded")]
[JsonDerivedType(typeof(StepFailed), "step-failed")]
[JsonDerivedType(typeof(StepSkipped), "step-skipped")]
[JsonDerivedType(typeof(FailureDecided), "failure-decided")]
[JsonDerivedType(typeof(TargetsPlanned), "targets-planned")]
[JsonDerivedType(typeof(TargetEnded), "target-ended")]
[JsonDerivedType(typeof(TargetUndone), "target-undone")]
[JsonDerivedType(typeof(ChangeStarted), "change-started")]
[JsonDerivedType(typeof(ChangeEnded), "change-ended")]
[JsonDerivedType(typeof(GateOpened), "gate-opened")]
[JsonDerivedType(typeof(GateAnswered), "gate-answered")]
[JsonDerivedType(typeof(GateAnswerTakenBack), "gate-answer-taken-back")]
[JsonDerivedType(typeof(GateReminded), "gate-reminded")]
[JsonDerivedType(typeof(UndoRequested), "undo-requested")]
[JsonDerivedType(typeof(UndoStarted), "undo-started")]
[JsonDerivedType(typeof(UndoEnded), "undo-ended")]
public abstract record RunEvent;
