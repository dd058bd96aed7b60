using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Sandbox;
using ServiceGuru.Services;

namespace ServiceGuru.Host.Sandboxes;

/// <summary>Raises a sandbox in this process, writes down how to use it, and keeps it until it shall end.</summary>
internal sealed class SandboxKeeper(SessionSettings settings, TimeProvider time)
{
    /// <summary>Keeps the sandbox until it is stopped, its time is over, or the token is cancelled.</summary>
    /// <param name="plan">What sandbox.</param>
    /// <param name="ready">Called when it can be used.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task KeepAsync(SandboxPlan plan, Action<SandboxFile> ready, CancellationToken cancellationToken)
    {
        await SandboxFolder.RequireFreeAsync(plan.Directory, cancellationToken).ConfigureAwait(false);
        string path = new DefinitionFiles(settings).FindService(plan.Service);
        string text = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
        ServiceDefinition service = new ServiceDefinitionReader(new YamlDocumentParser()).Read(text, path);
        SandboxOptions options = new() { Service = service, Directory = plan.Directory, Speed = plan.Speed, Port = plan.Port, Faults = plan.Faults };
        SandboxServer server = await SandboxServer.StartAsync(options, time, cancellationToken).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            SandboxFile file = new(server.Url, Environment.ProcessId, plan.Directory, server.KubeconfigPath, Path.Combine(plan.Directory, "service.yaml"));
            await File.WriteAllTextAsync(file.Service, YamlWriter.Write(server.Service), cancellationToken).ConfigureAwait(false);
            await file.WriteAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                ready(file);
                await WaitAsync(server.Stopped, plan.Lifetime, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                await server.DisposeAsync().ConfigureAwait(false);

                // As the last thing: who waits for its absence may then remove the folder.
                File.Delete(SandboxFile.PathIn(plan.Directory));
            }
        }
    }

    private async Task WaitAsync(Task stopped, TimeSpan? lifetime, CancellationToken cancellationToken)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task over = Task.Delay(lifetime ?? Timeout.InfiniteTimeSpan, time, end.Token);
        Task first = await Task.WhenAny(stopped, over).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        if (first == stopped)
        {
            // A world that broke must not look like one that was stopped.
            await stopped.ConfigureAwait(false);
        }
    }
}
