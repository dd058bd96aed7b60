using ServiceGuru.Sandbox;

namespace ServiceGuru.EndToEnd.Faults;

/// <summary>Nothing stands in the catalog that no test walks.</summary>
public sealed class FaultCatalogTests
{
    private static readonly IReadOnlyList<FaultCase> Cases =
    [
        .. AccessCases.All,
        .. BranchCases.All,
        .. ChatCases.All,
        .. CleanupCases.All,
        .. ClusterHealthCases.All,
        .. HealthCases.All,
        .. ImageCases.All,
        .. InfrastructureCases.All,
        .. MastodonCases.All,
        .. PublishingCases.All,
        .. NetworkCases.All,
        .. QueueCases.All,
        .. RolloutCases.All,
    ];

    [Fact]
    public void Every_fault_of_the_catalog_is_walked_once() =>
        Cases.Select(one => one.Fault).Order(StringComparer.Ordinal).ShouldBe(SandboxFaults.All.Select(fault => fault.Name));
}
