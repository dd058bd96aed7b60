namespace ServiceGuru.Rollouts;

/// <summary>What is left of the deployment before.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Reverted">The image streams that are held at older images; empty where new images come by themselves.</param>
/// <param name="Lines">The same for people, one line each.</param>
public sealed record PreviousDeployment(string Environment, IReadOnlyList<RevertedTag> Reverted, IReadOnlyList<string> Lines);
