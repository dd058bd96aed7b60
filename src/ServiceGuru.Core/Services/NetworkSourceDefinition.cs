using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>From where domains are tested.</summary>
public sealed record NetworkSourceDefinition
{
    /// <summary>The workload in one of whose pods the test runs.</summary>
    [Description("The workload in one of whose pods the test runs; its image has python3 or curl.")]
    public required string Workload { get; init; }

    /// <summary>Further namespaces from one of whose pods it runs too, if one is there; <c>{namespace}</c> stands for the environment's own.</summary>
    [Description("Further namespaces that are tested from if a pod runs there; {namespace} stands for the environment's own.")]
    public IReadOnlyList<string> Namespaces { get; init; } = [];
}
