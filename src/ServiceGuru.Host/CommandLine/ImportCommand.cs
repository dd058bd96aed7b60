using System.CommandLine;
using ServiceGuru.Rollouts;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru import ENV</c>.</summary>
internal sealed class ImportCommand : VerbCommand
{
    private readonly Argument<string> _environment = new("ENV") { Description = "The environment, e.g. prod." };
    private readonly Option<string[]> _streams = Names.Option("--image-stream", "An image stream; may be repeated. Default: all that a deployment imports.");
    private readonly Option<Dictionary<string, string>> _revisions = KeyValues.Option("--revision", "The commit that a repository's images must be built of; may be repeated. Default: not checked.");
    private readonly Option<bool> _again = new("--again") { Description = "Imports also what seems to be there already, and deletes pods that hang on an image which is not to be had." };
    private readonly Option<bool> _afterRevert = new("--after-revert") { Description = "Ends the previous deployment's revert: automatic imports go on." };
    private readonly ChangeOptions _change = new();

    public ImportCommand(VerbRunner runner)
        : base("import", "Imports the newest images into an environment now, and follows until every pod runs them.", runner)
    {
        Arguments.Add(_environment);
        Options.Add(_streams);
        Options.Add(_revisions);
        Options.Add(_again);
        Options.Add(_afterRevert);
        _change.AddTo(this);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        ImportImagesRequest request = new()
        {
            Environment = call.Parse.GetRequiredValue(_environment),
            ImageStreams = Names.Given(call.Parse.GetValue(_streams)),
            Revisions = KeyValues.Given(call.Parse.GetValue(_revisions)),
            Again = call.Parse.GetValue(_again),
            AfterRevert = call.Parse.GetValue(_afterRevert),
        };
        return ApplyFace.RunAsync(call, _change, "rollout/import", request, cancellationToken);
    }
}
