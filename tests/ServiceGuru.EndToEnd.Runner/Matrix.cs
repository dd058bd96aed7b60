using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Effects;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Services;
using ServiceGuru.Sessions;

namespace ServiceGuru.EndToEnd.Runner;

/// <summary>
/// A process that carries many runs at once, each of a service and in a folder of its own, to their ends and undoes them; it
/// goes on with what an earlier process has left, and dies as their files <c>deaths</c> say.
/// </summary>
internal sealed class Matrix(SessionFactory factory, MatrixLife life)
{
    private const int Patience = 1200;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    /// <summary><c>matrix LEDGER FOLDER</c>.</summary>
    public static async Task<int> RunAsync(string ledger, string folder)
    {
        SessionSettings settings = new()
        {
            ShippedDirectory = AppContext.BaseDirectory,
            CurrentDirectory = folder,
            StateDirectory = Path.Combine(folder, "state"),
            Environment = Environment.GetEnvironmentVariable,
            Ledger = ledger,
            Time = new QuickTime(10),
        };
        string[] runs = [.. Directory.GetDirectories(folder).Where(run => File.Exists(Path.Combine(run, "book.yaml")))];
        MatrixLife life = new(runs.Length);
        SessionFactory factory = new(settings)
        {
            Ledger = new MatrixDeaths(LedgerChoice.Open(settings), folder, created => created.Service, life),
            Operations = new OperationCatalog([new EffectOperation(), new ApprovalGate()]),
        };
        await Task.WhenAll(runs.Select(run => new Matrix(factory, life).ToItsEndAsync(run)));
        return 0;
    }

    private async Task ToItsEndAsync(string folder)
    {
        string service = Path.GetFileName(folder);
        ServiceSession session = factory.Open(new ServiceDefinition { Name = service }, null);
        Runbook runbook = await factory.ReadRunbookAsync(Path.Combine(folder, "book.yaml"), CancellationToken.None);
        MatrixPerson person = new(factory.Ledger);
        RunState? state = await FindAsync(session);
        if (state is null)
        {
            state = (await session.RunAsync(
                runbook, new RunOptions { By = "test", WorkingDirectory = folder, OnFailure = FailurePolicy.Ask }, person, person, CancellationToken.None)).State;
        }
        else if (state.Status == RunStatus.Running)
        {
            string id = state.Id;
            state = (await OnceItIsFreeAsync(() => session.ResumeAsync(id, "test", person, person, CancellationToken.None))).State;
        }

        if (state.Status != RunStatus.Undone)
        {
            await OnceItIsFreeAsync(() => session.UndoAsync(state.Id, null, "test", person, person, CancellationToken.None));
        }

        life.End();
    }

    private static async Task<RunState?> FindAsync(ServiceSession session)
    {
        await foreach (string id in session.Ledger.FindAsync(new RunFilter { Service = session.Service.Name }, CancellationToken.None))
        {
            return await session.GetRunAsync(id, CancellationToken.None);
        }

        return null;
    }

    // A server needs a moment to see that the process that held the run is dead.
    private static async Task<RunOutcome> OnceItIsFreeAsync(Func<Task<RunOutcome>> goOn)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await goOn();
            }
            catch (GuruException error) when (error.Failure.Id == "RunHeld" && attempt < Patience)
            {
                await Task.Delay(Moment, TimeProvider.System);
            }
        }
    }
}
