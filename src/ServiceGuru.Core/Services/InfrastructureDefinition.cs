using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>The repository of the service's Kubernetes objects, and the command that brings an environment up to date with it.</summary>
public sealed record InfrastructureDefinition
{
    /// <summary>Anything that <c>git</c> accepts as a remote.</summary>
    [Description("The deployment repository: anything that git accepts as a remote.")]
    public required string Url { get; init; }

    /// <summary>The clone in which the command runs; a relative path begins at the definition's folder.</summary>
    [Description("The clone in which the command runs. ~ is the home folder; a relative path begins at the definition's folder.")]
    public required string Checkout { get; init; }

    /// <summary>The branch that is deployed.</summary>
    [Description("The branch that is deployed.")]
    public string Branch { get; init; } = "main";

    /// <summary>The program and its arguments; no shell sees them.</summary>
    [Description("The program and its arguments, run in the checkout. No shell interprets them.")]
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Environment variables of the command; <c>{environment}</c> stands for the environment's name.</summary>
    [Description("Environment variables of the command. {environment} stands for the environment's name.")]
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>How long the command may take.</summary>
    [Description("How long the command may take.")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>After a time-out or Ctrl+C: how long the command has to end by itself before it is killed.</summary>
    [Description("After a time-out or Ctrl+C: how long the command and what it started have to end by themselves before they are killed.")]
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether running the command once more does no harm; then a deployment that a crash cut off is simply repeated.</summary>
    [Description("Whether running the command once more does no harm (playbooks that converge). A deployment that a crash cut off is then repeated; else a person must look.")]
    public bool Repeatable { get; init; }

    /// <summary>The ref that tells other machines what is deployed, e.g. <c>refs/deployed/{environment}</c>.</summary>
    [Description("A ref of the deployment repository that tells other machines what is deployed, e.g. refs/deployed/{environment}. Without it only this machine's ledger knows.")]
    public string? Mark { get; init; }

    /// <summary>How far back changes are shown where nobody knows what was deployed last.</summary>
    [Description("How far back changes are shown where nobody knows what was deployed last.")]
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(14);

    /// <summary>The mark of an environment, or null where none is kept.</summary>
    internal string? MarkOf(string environment) => Mark?.Replace("{environment}", environment, StringComparison.Ordinal);
}
