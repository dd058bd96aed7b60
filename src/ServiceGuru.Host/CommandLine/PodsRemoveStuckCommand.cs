using System.CommandLine;
using ServiceGuru.Rollouts;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru pods remove-stuck ENV</c>.</summary>
internal sealed class PodsRemoveStuckCommand : VerbCommand
{
    private readonly Argument<string> _environment = new("ENV") { Description = "The environment, e.g. prod." };
    private readonly Option<string[]> _pods = Names.Option("--pod", "A pod, which must be stuck; may be repeated. Default: all that are.");
    private readonly ChangeOptions _change = new();

    public PodsRemoveStuckCommand(VerbRunner runner)
        : base("remove-stuck", "Removes pods by force that stay Terminating past their grace.", runner)
    {
        Arguments.Add(_environment);
        Options.Add(_pods);
        _change.AddTo(this);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        RemoveStuckPodsRequest request = new()
        {
            Environment = call.Parse.GetRequiredValue(_environment),
            Pods = Names.Given(call.Parse.GetValue(_pods)),
        };
        return ApplyFace.RunAsync(call, _change, "rollout/remove-stuck-pods", request, cancellationToken);
    }
}
