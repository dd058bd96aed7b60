using System.Runtime.InteropServices;
using ServiceGuru.Connectors.RabbitMq;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Effects;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Services;
using ServiceGuru.Sessions;

namespace ServiceGuru.EndToEnd.Runner;

/// <summary>One process of a fleet: the host of a run, or a worker; both die where the folder's file <c>deaths</c> says so.</summary>
internal static class Fleet
{
    /// <summary>The service of the fleet.</summary>
    private const string Service = "fleet";

    /// <summary><c>fleet host|worker LEDGER QUEUE FOLDER</c>.</summary>
    public static async Task<int> RunAsync(string role, string ledger, string queue, string folder)
    {
        SessionSettings settings = new()
        {
            ShippedDirectory = AppContext.BaseDirectory,
            CurrentDirectory = folder,
            StateDirectory = Path.Combine(folder, "state"),
            Environment = Environment.GetEnvironmentVariable,
            Ledger = ledger,
            Queue = queue,
        };
        SessionFactory factory = new(settings)
        {
            Ledger = new FleetDeaths(LedgerChoice.Open(settings), folder),
            Operations = new OperationCatalog([new EffectOperation()]),
        };
        ServiceSession session = factory.Open(new ServiceDefinition { Name = Service }, null);
        return role == "host" ? await HostAsync(factory, session, folder) : await WorkAsync(settings, session);
    }

    private static async Task<int> HostAsync(SessionFactory factory, ServiceSession session, string folder)
    {
        Runbook runbook = await factory.ReadRunbookAsync(Path.Combine(folder, "book.yaml"), CancellationToken.None);
        Yes yes = new();
        string? begun = (await factory.Ledger.ListAsync(CancellationToken.None)).SingleOrDefault();
        RunOutcome outcome = begun is null
            ? await session.RunAsync(runbook, new RunOptions { By = "test", WorkingDirectory = folder }, yes, yes, CancellationToken.None)
            : await session.ResumeAsync(begun, "test", yes, yes, CancellationToken.None);
        return outcome.ExitCode;
    }

    private static async Task<int> WorkAsync(SessionSettings settings, ServiceSession session)
    {
        using CancellationTokenSource drain = new();
        using PosixSignalRegistration registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            drain.Cancel();
        });
        int deliveries = int.Parse(settings.Environment("FLEET_DELIVERIES") ?? "99", System.Globalization.CultureInfo.InvariantCulture);
        WorkerSettings own = new() { Name = $"worker {Environment.ProcessId}", Parallel = 4, MaxDeliveries = deliveries };
        await new QueueWorker(QueueChoice.Open(settings)!, Service, new TargetWorker(session, own.Name), own, new FleetLog(), TimeProvider.System).RunAsync(drain.Token, CancellationToken.None);
        return 0;
    }
}
