using System.Text.Json.Nodes;
using ServiceGuru.Host.Sandboxes;

namespace ServiceGuru.Host.CommandLine;

/// <summary>A verb that speaks to a sandbox that runs.</summary>
internal abstract class SandboxVerb(string name, string description, VerbRunner runner, SandboxDirectory directory) : VerbCommand(name, description, runner)
{
    protected SandboxDirectory Folder => directory;

    /// <summary>Finds the sandbox and asks it.</summary>
    protected async Task<T> AskAsync<T>(VerbCall call, Func<SandboxControl, Task<T>> question, CancellationToken cancellationToken)
    {
        SandboxFile file = await SandboxFolder.FindAsync(directory.Of(call), cancellationToken).ConfigureAwait(false);
        using SandboxControl control = new(file.Url);
        return await question(control).ConfigureAwait(false);
    }

    protected static string Text(JsonNode? node, string key) => node?[key]?.ToString() ?? string.Empty;
}
