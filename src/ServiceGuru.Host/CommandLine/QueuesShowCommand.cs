using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Queues;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru queues show [ENV]</c>.</summary>
internal sealed class QueuesShowCommand : VerbCommand
{
    private readonly Argument<string?> _environment = new("ENV") { Description = "The environment. Default: production.", Arity = ArgumentArity.ZeroOrOne };

    public QueuesShowCommand(VerbRunner runner)
        : base("show", "Tells how long the task queues are and what the workers are at. Exit code 1 where they are not well.", runner) =>
        Arguments.Add(_environment);

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken) => AskFace.RunAsync<QueueReport>(
        call, "queues/status", new QueueStatusRequest { Environment = call.Parse.GetValue(_environment) }, QueueView.Show, cancellationToken);
}
