using System.CommandLine;
using System.Net;
using ServiceGuru.Connectors.RabbitMq;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Host.Telemetry;
using ServiceGuru.Host.Workers;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru worker</c>.</summary>
internal sealed class WorkerCommand : VerbCommand
{
    private readonly Option<int> _parallel = new("--parallel") { Description = "How many targets it works on at once, 1 to 100.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<int> _deliveries = new("--max-deliveries") { Description = "How often work may be given to workers that do not come back with it; then it is parked. 1 to 99.", HelpName = "N", DefaultValueFactory = _ => 10 };
    private readonly Option<TimeSpan?> _drain = new("--drain")
    {
        Description = "How long the changes that are under way may take to finish after SIGTERM. Default: 5m.",
        HelpName = "TIME",
        CustomParser = Durations.Parse,
    };
    private readonly Option<string?> _health = new("--health") { Description = "Where /healthz and /readyz answer, e.g. 127.0.0.1:8081.", HelpName = "ADDRESS:PORT" };
    private readonly Option<string?> _metrics = MetricsOption.Create();

    public WorkerCommand(VerbRunner runner)
        : base("worker", "Does the work of targets that 'guru run --queue' hands over. SIGTERM: takes nothing new, finishes or gives back what it has, and ends.", runner)
    {
        Within(_parallel, 1, 100);
        Within(_deliveries, 1, 99);
        _health.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !IsPlace(text))
            {
                result.AddError("--health must be an address and a port, e.g. 127.0.0.1:8081.");
            }
        });
        Options.Add(QueueOption.Create());
        Options.Add(_parallel);
        Options.Add(_deliveries);
        Options.Add(_drain);
        Options.Add(_health);
        Options.Add(_metrics);
        Subcommands.Add(new ParkedCommand(runner));
    }

    /// <summary>Opens the queue that was named; without one a worker has nothing to do.</summary>
    public static QueueConnector Queue(VerbCall call) => QueueChoice.Open(call.Settings) ?? throw new GuruException(new Failure
    {
        Id = "QueueMissing",
        Kind = FailureKind.Usage,
        Message = "No queue was named.",
        Target = QueueOption.Name,
        NextAction = $"Name it with {QueueOption.Name} or ${QueueChoice.Variable}.",
    });

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        QueueConnector queue = Queue(call);
        ServiceSession session = await call.OpenAsync(call.Service, cancellationToken).ConfigureAwait(false);
        WorkerSettings settings = new()
        {
            Name = QueueWorker.NameOf(call.Parts.User),
            Parallel = call.Parse.GetValue(_parallel),
            MaxDeliveries = call.Parse.GetValue(_deliveries),
            DrainTime = call.Parse.GetValue(_drain) ?? TimeSpan.FromMinutes(5),
        };
        WorkerLog log = new(call.Parts.Error, call.Parts.Time);
        QueueWorker worker = new(queue, session.Service.Name, new TargetWorker(session, settings.Name), settings, log, call.Parts.Time);
        using HealthEndpoint? health = call.Parse.GetValue(_health) is { } place ? new HealthEndpoint(IPEndPoint.Parse(place), worker.Status, session.Ledger, call.Parts.Time) : null;
        await using MetricsEndpoint? metrics = await MetricsOption.StartAsync(call, _metrics, cancellationToken).ConfigureAwait(false);
        await CheckLedgerAsync(session.Ledger, log, cancellationToken).ConfigureAwait(false);
        health?.Start();
        log.Write($"{settings.Name} serves {session.Service.Name}, {Quantity.Of(settings.Parallel, "target")} at once, {queue.Address.Display}");

        // The first signal drains, the second one ends the process at once; nothing in between cuts a change in its middle.
        await worker.RunAsync(cancellationToken, CancellationToken.None).ConfigureAwait(false);
        log.Write("has ended");
        return ExitCodes.Done;
    }

    // A worker with a wrong password would take work and sit on it. A server that is away for a moment is no reason to end.
    private static async Task CheckLedgerAsync(IRunLedger ledger, WorkerLog log, CancellationToken cancellationToken)
    {
        try
        {
            await ledger.IsHeldAsync(HealthEndpoint.NoRun, cancellationToken).ConfigureAwait(false);
        }
        catch (GuruException error) when (error.Failure.Id == "RunNotFound")
        {
            return;
        }
        catch (GuruException error) when (error.Failure.Transient)
        {
            log.Write($"trouble: {error.Failure.Message} {error.Failure.Cause}");
        }
    }

    private static bool IsPlace(string text) => IPEndPoint.TryParse(text, out IPEndPoint? place) && place.Port > 0;

    private static void Within(Option<int> option, int least, int most) => option.Validators.Add(result =>
    {
        if (result.Tokens is [{ Value: var text }] && int.TryParse(text, out int number) && (number < least || number > most))
        {
            result.AddError($"{option.Name} must be {least} to {most}.");
        }
    });
}
