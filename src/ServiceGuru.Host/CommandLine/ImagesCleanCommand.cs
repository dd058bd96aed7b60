using System.CommandLine;
using ServiceGuru.Images;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru images clean</c>.</summary>
internal sealed class ImagesCleanCommand : VerbCommand
{
    private readonly Option<string[]> _repositories = Names.Option("--repository", "A repository of the registry, without namespace; may be repeated. Default: as in the definition.");
    private readonly Option<int?> _keepNewest = new("--keep-newest") { Description = "How many tags of a kind (stable-..., main-...) stay. Default: as in the definition.", HelpName = "N" };
    private readonly Option<TimeSpan?> _olderThan = new("--older-than") { Description = "Tags pushed within this time stay, e.g. 30d. Default: as in the definition.", HelpName = "DURATION", CustomParser = Durations.Parse };
    private readonly Option<string[]> _keep = Names.Option("--keep", "Tags that stay by name, beside the definition's; * and ? stand for anything. May be repeated.", "PATTERN");
    private readonly ChangeOptions _change = new();

    public ImagesCleanCommand(VerbRunner runner)
        : base("clean", "Removes old images from the registry that no environment runs or can be put back to.", runner)
    {
        Options.Add(_repositories);
        Options.Add(_keepNewest);
        Options.Add(_olderThan);
        Options.Add(_keep);
        _change.AddTo(this);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        CleanImagesRequest request = new()
        {
            Repositories = Names.Given(call.Parse.GetValue(_repositories)),
            KeepNewest = call.Parse.GetValue(_keepNewest),
            OlderThan = call.Parse.GetValue(_olderThan),
            Keep = Names.Given(call.Parse.GetValue(_keep)),
        };
        return ApplyFace.RunAsync(call, _change, "images/clean", request, cancellationToken);
    }
}
