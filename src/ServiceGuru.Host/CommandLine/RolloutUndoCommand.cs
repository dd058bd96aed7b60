using System.CommandLine;
using ServiceGuru.Rollouts;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru rollout undo ENV</c>.</summary>
internal sealed class RolloutUndoCommand : VerbCommand
{
    private readonly Argument<string> _environment = new("ENV") { Description = "The environment, e.g. prod." };
    private readonly Option<string[]> _streams = Names.Option("--image-stream", "An image stream; may be repeated. Default: those that the last deployment changed.");
    private readonly Option<string?> _run = new("--run") { Description = "The run whose imports are taken back. Default: those that brought the present images.", HelpName = "RUN" };
    private readonly Option<Dictionary<string, string>> _to = KeyValues.Option("--to", "The digest to go back to by image stream; may be repeated. Default: the previous one.");
    private readonly Option<string?> _reason = new("--reason") { Description = "Why; the next deployment says it.", HelpName = "TEXT" };
    private readonly ChangeOptions _change = new();

    public RolloutUndoCommand(VerbRunner runner)
        : base("undo", "Takes an environment back to the images from before the last deployment, and holds it there.", runner)
    {
        Arguments.Add(_environment);
        Options.Add(_streams);
        Options.Add(_run);
        Options.Add(_to);
        Options.Add(_reason);
        _change.AddTo(this);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        UndoDeploymentRequest request = new()
        {
            Environment = call.Parse.GetRequiredValue(_environment),
            ImageStreams = Names.Given(call.Parse.GetValue(_streams)),
            Run = call.Parse.GetValue(_run),
            To = KeyValues.Given(call.Parse.GetValue(_to)),
            Reason = call.Parse.GetValue(_reason),
        };
        return ApplyFace.RunAsync(call, _change, "rollout/undo", request, cancellationToken);
    }
}
