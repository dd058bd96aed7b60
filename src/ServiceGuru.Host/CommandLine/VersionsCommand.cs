using System.CommandLine;
using ServiceGuru.Health;
using ServiceGuru.Host.Console;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru versions ENV</c>.</summary>
internal sealed class VersionsCommand : VerbCommand
{
    private readonly Argument<string> _environment = new("ENV") { Description = "The environment, e.g. prod." };

    public VersionsCommand(VerbRunner runner)
        : base("versions", "Tells what an environment runs, and whether that is the head of its branch.", runner) => Arguments.Add(_environment);

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        DeployedVersionsRequest request = new() { Environment = call.Parse.GetRequiredValue(_environment) };
        return AskFace.RunAsync<DeployedVersions>(call, "health/versions", request, Show, cancellationToken);
    }

    private static void Show(IScreen screen, DeployedVersions versions)
    {
        Listing listing = new("Component", "Version", "Commit", "Head", "Current", "Behind");
        foreach (DeployedVersion component in versions.Components)
        {
            Piece current = component.Current switch
            {
                true => new Piece("yes", Tone.Good),
                false => new Piece("no", Tone.Warn),
                null => new Piece(component.Problem ?? "can't tell", Tone.Dim),
            };
            listing.Add(component.Repository, component.Version, component.Commit, component.Head is { Length: > 7 } head ? head[..7] : component.Head, current, component switch
            {
                { OnBranch: false } => "not on the branch",
                { Behind: { } behind } => behind.ToString(System.Globalization.CultureInfo.InvariantCulture),
                _ => null,
            });
        }

        screen.Table(listing);
    }
}
