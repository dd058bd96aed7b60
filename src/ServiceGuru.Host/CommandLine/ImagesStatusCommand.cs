using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Images;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru images status</c>.</summary>
internal sealed class ImagesStatusCommand : VerbCommand
{
    private readonly Option<string?> _environment = new("--environment") { Description = "The environment. Default: production.", HelpName = "ENV" };
    private readonly Option<string[]> _repositories = Names.Option("--repository", "A repository; may be repeated. Default: all that build images.");

    public ImagesStatusCommand(VerbRunner runner)
        : base("status", "Tells how far each image is: built, published, imported, running.", runner)
    {
        Options.Add(_environment);
        Options.Add(_repositories);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        GetImageStatusRequest request = new()
        {
            Environment = call.Parse.GetValue(_environment),
            Repositories = Names.Given(call.Parse.GetValue(_repositories)),
        };
        return AskFace.RunAsync<ImageStatusReport>(call, "images/status", request, ImageView.Show, cancellationToken);
    }
}
