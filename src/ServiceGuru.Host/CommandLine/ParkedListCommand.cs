using ServiceGuru.Connectors.RabbitMq;
using ServiceGuru.Host.Console;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru worker parked list</c>.</summary>
internal sealed class ParkedListCommand : VerbCommand
{
    public ParkedListCommand(VerbRunner runner)
        : base("list", "Lists parked work with its reason, oldest first; all of it stays parked.", runner) => Options.Add(QueueOption.Create());

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        IReadOnlyList<ParkedMessage> parked = await new ParkedWork(WorkerCommand.Queue(call)).ListAsync(cancellationToken).ConfigureAwait(false);
        return call.Show(parked, screen => Show(screen, parked));
    }

    private static void Show(IScreen screen, IReadOnlyList<ParkedMessage> parked)
    {
        if (parked.Count == 0)
        {
            screen.Line("Nothing is parked.");
            return;
        }

        Listing listing = new Listing("Id", "Target", "Service", "Parked", "Why").Keeps("Id", "Parked").Spares("Service");
        foreach (ParkedMessage message in parked)
        {
            listing.Add(message.Id, message.Target ?? "?", message.Service ?? "?", message.ParkedAt is { } at ? Elapsed.Stamp(at) : "?", new Piece($"{message.FailureId}: {message.Reason}", Tone.Bad));
        }

        screen.Table(listing);
    }
}
