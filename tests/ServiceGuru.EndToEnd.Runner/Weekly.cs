using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.EndToEnd.Runner;

/// <summary>
/// A process that carries a shipped runbook to its end in many simulated worlds at once, each in a folder of its own; it goes
/// on with what an earlier process has left, and dies as their files <c>deaths</c> say.
/// </summary>
internal static class Weekly
{
    /// <summary><c>weekly RUNBOOK FOLDER</c>; each folder in that one has a world's <c>service.yaml</c>.</summary>
    public static async Task<int> RunAsync(string runbook, string folder)
    {
        string[] worlds = [.. Directory.GetDirectories(folder).Where(world => File.Exists(Path.Combine(world, "service.yaml")))];
        MatrixLife life = new(worlds.Length);
        await Task.WhenAll(worlds.Select(world => ToItsEndAsync(runbook, folder, Path.GetFileName(world), life)));
        return 0;
    }

    private static async Task ToItsEndAsync(string name, string folder, string world, MatrixLife life)
    {
        string own = Path.Combine(folder, world);
        string state = Path.Combine(own, "state");
        SessionSettings settings = new()
        {
            ShippedDirectory = AppContext.BaseDirectory,
            CurrentDirectory = own,
            StateDirectory = state,
            Environment = Environment.GetEnvironmentVariable,
        };
        SessionFactory factory = new(settings) { Ledger = new MatrixDeaths(LedgerChoice.Open(settings), folder, _ => world, life) };
        ServiceSession session = await factory.OpenAsync(Path.Combine(own, "service.yaml"), CancellationToken.None);
        Yes yes = new();
        string? begun = (await factory.Ledger.ListAsync(CancellationToken.None)).SingleOrDefault();
        if (begun is null)
        {
            Runbook runbook = await factory.ReadRunbookAsync(name, CancellationToken.None);
            await session.RunAsync(runbook, new RunOptions { By = "test", WorkingDirectory = Path.Combine(state, "work") }, yes, yes, CancellationToken.None);
        }
        else if ((await session.GetRunAsync(begun, CancellationToken.None)).Status == RunStatus.Running)
        {
            await session.ResumeAsync(begun, "test", yes, yes, CancellationToken.None);
        }

        life.End();
    }
}
