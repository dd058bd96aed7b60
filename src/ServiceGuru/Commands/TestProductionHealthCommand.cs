using System.Management.Automation;
using ServiceGuru.Health;

namespace ServiceGuru.Commands;

/// <summary>Tells whether production is healthy, and if not why and what to do.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ProductionHealth")]
[OutputType(typeof(HealthReport), typeof(bool))]
public sealed class TestProductionHealthCommand : HealthCommand
{
    private protected override bool Production => true;
}
