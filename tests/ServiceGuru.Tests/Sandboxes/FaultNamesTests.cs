using ServiceGuru.Completion;
using ServiceGuru.Sandbox;

namespace ServiceGuru.Tests.Sandboxes;

public sealed class FaultNamesTests
{
    [Fact]
    public void The_completer_knows_exactly_the_sandboxs_faults() =>
        FaultCompleter.Faults.Select(fault => fault.Word).Order(StringComparer.Ordinal)
            .ShouldBe(SandboxFaults.All.Select(fault => fault.Name).Order(StringComparer.Ordinal));
}
