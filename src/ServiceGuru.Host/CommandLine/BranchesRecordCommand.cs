using System.CommandLine;
using ServiceGuru.Branches;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru branches record</c>.</summary>
internal sealed class BranchesRecordCommand : VerbCommand
{
    private readonly Option<Dictionary<string, string>> _revisions = KeyValues.Option("--revision", "The full commit of a repository; may be repeated. Refused where its stable branch is elsewhere. Default: where the stable branches of all are.");
    private readonly ChangeOptions _change = new();

    public BranchesRecordCommand(VerbRunner runner)
        : base("record", "Records the stable branches' commits in the monorepo, in one commit. 'branches move' and 'branches restore' do it by themselves.", runner)
    {
        Options.Add(_revisions);
        _change.AddTo(this);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken) => ApplyFace.RunAsync(
        call, _change, "branches/record", new RecordRevisionsRequest { Revisions = KeyValues.Given(call.Parse.GetValue(_revisions)) }, cancellationToken);
}
