using System.CommandLine;
using ServiceGuru.Branches;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru branches restore</c>.</summary>
internal sealed class BranchesRestoreCommand : VerbCommand
{
    private readonly Option<string[]> _repositories = Names.Option("--repository", "A repository; may be repeated. Default: all that the run moved.");
    private readonly Option<string?> _run = new("--run") { Description = "The run whose moves are taken back. Default: the last one that moved any of the repositories.", HelpName = "RUN" };
    private readonly Option<bool> _noRecord = new("--no-record") { Description = "Leaves the monorepo as it is; 'guru branches record' makes up for it." };
    private readonly ChangeOptions _change = new();

    public BranchesRestoreCommand(VerbRunner runner)
        : base("restore", "Takes the stable branches back to where they were before a run. This starts new image builds; what runs now is reverted by 'guru rollout undo'.", runner)
    {
        Options.Add(_repositories);
        Options.Add(_run);
        Options.Add(_noRecord);
        _change.AddTo(this);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        RestoreBranchesRequest request = new()
        {
            Repositories = Names.Given(call.Parse.GetValue(_repositories)),
            Run = call.Parse.GetValue(_run),
            Record = !call.Parse.GetValue(_noRecord),
        };
        return ApplyFace.RunAsync(call, _change, "branches/restore", request, cancellationToken);
    }
}
