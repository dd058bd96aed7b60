using System.Management.Automation;
using ServiceGuru.Health;

namespace ServiceGuru.Commands;

/// <summary>Tells whether staging is healthy, and if not why and what to do.</summary>
[Cmdlet(VerbsDiagnostic.Test, "StagingHealth")]
[OutputType(typeof(HealthReport), typeof(bool))]
public sealed class TestStagingHealthCommand : HealthCommand
{
    private protected override bool Production => false;
}
