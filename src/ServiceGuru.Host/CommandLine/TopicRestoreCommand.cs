using System.CommandLine;
using ServiceGuru.Notices;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru topic restore</c>.</summary>
internal sealed class TopicRestoreCommand : VerbCommand
{
    private readonly Option<string[]> _channels = Names.Option("--channel", "A channel; may be repeated. Default: all.");
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replaces also a topic that somebody else set meanwhile; destructive, so --allow-destructive or your yes is needed." };
    private readonly ChangeOptions _change = new();

    public TopicRestoreCommand(VerbRunner runner)
        : base("restore", "Puts exactly the topics back that were there before 'topic set'.", runner)
    {
        Options.Add(_channels);
        Options.Add(_overwrite);
        _change.AddTo(this);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        RestoreTopicRequest request = new() { Channels = Names.Given(call.Parse.GetValue(_channels)), Overwrite = call.Parse.GetValue(_overwrite) };
        return ApplyFace.RunAsync(call, _change, "notice/restore-topic", request, cancellationToken);
    }
}
