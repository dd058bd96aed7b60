using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Packages;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru packages wait</c>.</summary>
internal sealed class PackagesWaitCommand : VerbCommand
{
    private readonly Option<Dictionary<string, string>> _revisions = KeyValues.Option("--revision", "The full commit of a repository; may be repeated. Default: the heads of the stable branches that have a package.");

    public PackagesWaitCommand(VerbRunner runner)
        : base("wait", "Waits until the packages of exactly these commits are built.", runner) => Options.Add(_revisions);

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken) => AskFace.RunAsync<PackageReport>(
        call,
        "packages/await",
        new AwaitPackagesRequest { Revisions = KeyValues.Given(call.Parse.GetValue(_revisions)) },
        (screen, report) => PackageView.Show(screen, report.Packages),
        cancellationToken);
}
