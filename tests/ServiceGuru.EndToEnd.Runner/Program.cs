using ServiceGuru.Connectors.Sessions;
using ServiceGuru.EndToEnd.Runner;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Sessions;

// run SERVICE STATE RUNBOOK (before|after) RECORD: runs the runbook and dies when that record is to be written, or is.
// resume SERVICE STATE RUN: goes on.
string state = args[2];
SessionSettings settings = new()
{
    ShippedDirectory = AppContext.BaseDirectory,
    CurrentDirectory = Environment.CurrentDirectory,
    StateDirectory = state,
    Environment = Environment.GetEnvironmentVariable,
};
IRunLedger journal = new JournalLedger(state, TimeProvider.System);
SessionFactory factory = new(settings)
{
    Ledger = args[0] == "run" ? new DeadlyLedger(journal, args[4] == "before", long.Parse(args[5], System.Globalization.CultureInfo.InvariantCulture)) : journal,
};
ServiceSession session = await factory.OpenAsync(args[1], CancellationToken.None);
Yes yes = new();
RunOutcome outcome;
if (args[0] == "run")
{
    Runbook runbook = await factory.ReadRunbookAsync(args[3], CancellationToken.None);
    RunOptions options = new() { By = "test", WorkingDirectory = Path.Combine(state, "work") };
    outcome = await session.RunAsync(runbook, options, yes, yes, CancellationToken.None);
}
else
{
    outcome = await session.ResumeAsync(args[3], "test", yes, yes, CancellationToken.None);
}

if (outcome.State.Failure is { } failure)
{
    Console.Error.WriteLine(failure);
}

return outcome.ExitCode;
