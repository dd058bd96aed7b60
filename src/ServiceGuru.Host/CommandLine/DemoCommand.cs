using System.CommandLine;
using ServiceGuru.Host.Demo;
using ServiceGuru.Host.Sandboxes;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru demo</c>.</summary>
internal sealed class DemoCommand : VerbCommand
{
    private readonly SandboxWorldOptions _world = new();
    private readonly Option<bool> _keep = new("--keep") { Description = "Leaves the sandbox running and its folder where it is, also after success." };

    private readonly Option<bool> _guided = new("--guided") { Description = "Explains each step as it runs, and asks you where the team is asked." };

    public DemoCommand(VerbRunner runner)
        : base("demo", "Carries a whole weekly deployment out in a simulated world, in under a minute; nothing real is touched.", runner)
    {
        _world.AddTo(this);
        Options.Add(_keep);
        Options.Add(_guided);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        string directory = Path.Combine(Path.GetTempPath(), $"guru-demo-{Path.GetRandomFileName()[..8]}");
        SandboxPlan plan = _world.Read(call, directory) with { Lifetime = DemoRun.Lifetime };
        FaultNames.Require(plan.Faults);
        return new DemoRun(call, plan, call.Parse.GetValue(_keep), call.Parse.GetValue(_guided)).ExecuteAsync(cancellationToken);
    }
}
