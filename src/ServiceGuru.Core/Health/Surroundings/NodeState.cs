namespace ServiceGuru.Health.Surroundings;

/// <summary>A node as the cluster has it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Cordoned">Whether no new pod may come to it (<c>spec.unschedulable</c>).</param>
/// <param name="Conditions">The conditions.</param>
public sealed record NodeState(string Name, bool Cordoned, IReadOnlyList<ConditionState> Conditions);
