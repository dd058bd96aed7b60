using System.CommandLine;
using ServiceGuru.Branches;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru branches move</c>.</summary>
internal sealed class BranchesMoveCommand : VerbCommand
{
    private readonly Option<string[]> _repositories = Names.Option("--repository", "A repository; may be repeated. Default: all.");
    private readonly Option<Dictionary<string, string>> _commits = KeyValues.Option("--commit", "The commit to move a repository to; may be repeated. Default: the head of the source branch.");
    private readonly Option<bool> _force = new("--force") { Description = "Moves diverged branches too. Commits that only the target branch has get lost, hence --allow-destructive as well." };
    private readonly Option<bool> _noRecord = new("--no-record") { Description = "Leaves the monorepo as it is; 'guru branches record' makes up for it." };
    private readonly ChangeOptions _change = new();

    public BranchesMoveCommand(VerbRunner runner)
        : base("move", "Moves the stable branches to what is on main. For Packit this is the deployment.", runner)
    {
        Options.Add(_repositories);
        Options.Add(_commits);
        Options.Add(_force);
        Options.Add(_noRecord);
        _change.AddTo(this);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        MoveBranchesRequest request = new()
        {
            Repositories = Names.Given(call.Parse.GetValue(_repositories)),
            Force = call.Parse.GetValue(_force),
            Record = !call.Parse.GetValue(_noRecord),
            Commits = KeyValues.Given(call.Parse.GetValue(_commits)),
        };
        return ApplyFace.RunAsync(call, _change, "branches/move", request, cancellationToken);
    }
}
