using System.Globalization;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.EndToEnd.Runner;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Sessions;

if (args[0] == "fleet")
{
    return await Fleet.RunAsync(args[1], args[2], args[3], args[4]);
}

if (args[0] == "matrix")
{
    return await Matrix.RunAsync(args[1], args[2]);
}

if (args[0] == "weekly")
{
    return await Weekly.RunAsync(args[1], args[2]);
}

// SERVICE STATE RUNBOOK (before|after) RECORD: runs the runbook, or resumes the run that the state folder has, and dies
// when that record is to be written, or is.
string state = args[1];
SessionSettings settings = new()
{
    ShippedDirectory = AppContext.BaseDirectory,
    CurrentDirectory = Environment.CurrentDirectory,
    StateDirectory = state,
    Environment = Environment.GetEnvironmentVariable,
};
SessionFactory factory = new(settings)
{
    Ledger = new DeadlyLedger(LedgerChoice.Open(settings), args[3] == "before", long.Parse(args[4], CultureInfo.InvariantCulture)),
};
ServiceSession session = await factory.OpenAsync(args[0], CancellationToken.None);
Runbook runbook = await factory.ReadRunbookAsync(args[2], CancellationToken.None);
RunOptions options = new() { By = "test", WorkingDirectory = Path.Combine(state, "work") };
Yes yes = new();
string? begun = (await factory.Ledger.ListAsync(CancellationToken.None)).SingleOrDefault();
RunOutcome outcome = begun is null
    ? await session.RunAsync(runbook, options, yes, yes, CancellationToken.None)
    : await session.ResumeAsync(begun, "test", yes, yes, CancellationToken.None);
return outcome.ExitCode;
