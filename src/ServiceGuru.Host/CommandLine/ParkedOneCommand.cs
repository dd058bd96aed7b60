using System.CommandLine;
using ServiceGuru.Connectors.RabbitMq;
using ServiceGuru.Host.Console;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru worker parked show|retry|drop ID</c>.</summary>
internal sealed class ParkedOneCommand : VerbCommand
{
    private readonly Argument<string> _id = new("ID") { Description = "The parked work, see 'guru worker parked list'." };
    private readonly Func<ParkedWork, string, IRunLedger, CancellationToken, Task<ParkedMessage>> _act;

    public ParkedOneCommand(string name, string description, VerbRunner runner, Func<ParkedWork, string, IRunLedger, CancellationToken, Task<ParkedMessage>> act)
        : base(name, description, runner)
    {
        _act = act;
        Arguments.Add(_id);
        Options.Add(QueueOption.Create());
    }

    /// <summary>Finds parked work.</summary>
    /// <exception cref="GuruException">There is none (<c>ParkedWorkNotFound</c>).</exception>
    public static async Task<ParkedMessage> FindAsync(ParkedWork parked, string id, CancellationToken cancellationToken) =>
        (await parked.ListAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(message => message.Id == id) ?? throw ParkedWork.NotFound(id);

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        ParkedMessage message = await _act(new ParkedWork(WorkerCommand.Queue(call)), call.Parse.GetRequiredValue(_id), call.Ledger, cancellationToken).ConfigureAwait(false);
        return call.Show(message, screen => Show(screen, message));
    }

    private void Show(IScreen screen, ParkedMessage message)
    {
        screen.Line(new Piece(Name switch { "retry" => "back in its queue  ", "drop" => "dropped  ", _ => "parked  " }, Tone.Dim), message.Target ?? message.Id);
        screen.Line(new Piece("service  ", Tone.Dim), message.Service ?? "?");
        screen.Line(new Piece("why      ", Tone.Dim), new Piece($"{message.FailureId}: {message.Reason}", Tone.Bad));
        screen.Line(new Piece("message  ", Tone.Dim), message.Body);
    }
}
