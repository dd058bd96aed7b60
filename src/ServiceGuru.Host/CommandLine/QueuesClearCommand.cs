using System.CommandLine;
using ServiceGuru.Queues;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru queues clear ENV</c>.</summary>
internal sealed class QueuesClearCommand : VerbCommand
{
    private readonly Argument<string> _environment = new("ENV") { Description = "The environment, e.g. prod." };
    private readonly Option<string[]> _queues = Names.Option("--queue", "A queue; may be repeated. Default: all.");
    private readonly ChangeOptions _change = new();

    public QueuesClearCommand(VerbRunner runner)
        : base("clear", "Throws away what waits in the task queues: workers are stopped but for one, and come back.", runner)
    {
        Arguments.Add(_environment);
        Options.Add(_queues);
        _change.AddTo(this);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        ClearQueuesRequest request = new()
        {
            Environment = call.Parse.GetRequiredValue(_environment),
            Queues = Names.Given(call.Parse.GetValue(_queues)),
        };
        return ApplyFace.RunAsync(call, _change, "queues/clear", request, cancellationToken);
    }
}
