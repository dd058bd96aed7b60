using System.Text.Json.Nodes;

namespace ServiceGuru.Runbooks.Events;

/// <summary>An attempt at a step begins.</summary>
/// <param name="Step">The step.</param>
/// <param name="Attempt">Which attempt, from 1 on.</param>
/// <param name="Inputs">The inputs with all references resolved.</param>
public sealed record StepStarted(string Step, int Attempt, JsonObject Inputs) : RunEvent;
