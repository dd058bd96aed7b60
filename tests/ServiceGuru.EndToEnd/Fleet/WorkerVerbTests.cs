using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace ServiceGuru.EndToEnd.Fleet;

/// <summary>The real <c>guru worker</c>: its health endpoint, and its end after SIGTERM.</summary>
public sealed class WorkerVerbTests(FleetServers servers) : IClassFixture<FleetServers>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [SkippableFact]
    public async Task A_worker_is_ready_once_it_reaches_queue_and_ledger_and_ends_well_after_SIGTERM()
    {
        await servers.StartAsync();
        string folder = Directory.CreateTempSubdirectory("guru-worker-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "service.yaml"), "name: fleet\n");
        int port = FreePorts.Take(1)[0];
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "guru.dll"), "worker", "--queue", servers.Rabbit.Address, "--ledger", servers.Postgres.Address(),
            "--health", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"), "--state", folder,
        ];
        using Process worker = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true })!;
        Task<string> log = worker.StandardError.ReadToEndAsync();
        Task<string> output = worker.StandardOutput.ReadToEndAsync();
        try
        {
            using HttpClient client = new() { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")) };

            await UntilAsync(client, "/readyz", HttpStatusCode.OK);
            (await client.GetAsync("/healthz")).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await client.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            await servers.Rabbit.StopAsync();
            await UntilAsync(client, "/readyz", HttpStatusCode.ServiceUnavailable);
            (await client.GetAsync("/healthz")).StatusCode.ShouldBe(HttpStatusCode.OK);
            await servers.Rabbit.StartAgainAsync();
            await UntilAsync(client, "/readyz", HttpStatusCode.OK);

            using Process kill = Process.Start("kill", ["-TERM", worker.Id.ToString(CultureInfo.InvariantCulture)]);
            await worker.WaitForExitAsync().WaitAsync(Patience);
        }
        finally
        {
            worker.Kill();
        }

        worker.ExitCode.ShouldBe(0, await log);
        (await log).ShouldContain("has ended");
        (await output).ShouldBeEmpty();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task UntilAsync(HttpClient client, string path, HttpStatusCode status)
    {
        using CancellationTokenSource patience = new(Patience);
        using PeriodicTimer look = new(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            try
            {
                if ((await client.GetAsync(path, patience.Token)).StatusCode == status)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await look.WaitForNextTickAsync(patience.Token);
        }
    }
}
