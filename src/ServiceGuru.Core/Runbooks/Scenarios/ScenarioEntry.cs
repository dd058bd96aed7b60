using ServiceGuru.Documents;

namespace ServiceGuru.Runbooks.Scenarios;

/// <summary>One scenario of a runbook.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Scenario">The scenario; null where its file is wrong.</param>
/// <param name="Path">Its own file, absolute; null where it stands in the runbook.</param>
/// <param name="Mistakes">What is wrong with its file; empty where nothing is.</param>
public sealed record ScenarioEntry(string Name, RunbookScenario? Scenario, string? Path, IReadOnlyList<Diagnostic> Mistakes);
