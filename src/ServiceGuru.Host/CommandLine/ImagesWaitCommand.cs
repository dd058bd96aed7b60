using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Images;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru images wait</c>.</summary>
internal sealed class ImagesWaitCommand : VerbCommand
{
    private readonly Option<string?> _environment = new("--environment") { Description = "The environment whose images are awaited. Default: production.", HelpName = "ENV" };
    private readonly Option<Dictionary<string, string>> _revisions = KeyValues.Option("--revision", "The commit of a repository; may be repeated. Default: the heads of the environment's branch.");

    public ImagesWaitCommand(VerbRunner runner)
        : base("wait", "Waits until the images of exactly these commits are built and in the registry.", runner)
    {
        Options.Add(_environment);
        Options.Add(_revisions);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        AwaitImagesRequest request = new()
        {
            Environment = call.Parse.GetValue(_environment),
            Revisions = call.Parse.GetValue(_revisions) is { Count: > 0 } revisions ? revisions : null,
        };
        return AskFace.RunAsync<ImageReport>(call, "images/await", request, (screen, report) => ImageView.Show(screen, report.Images), cancellationToken);
    }
}
