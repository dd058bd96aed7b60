using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Services;

namespace ServiceGuru.Cmdlets;

/// <summary>Reads service definitions for cmdlets that need no connection.</summary>
internal sealed class DefinitionReading(string currentDirectory)
{
    private readonly DefinitionFiles _files = new(ModuleSettings.Create(currentDirectory));

    /// <summary>Lists the names that ship with the module.</summary>
    public IReadOnlyList<string> Shipped => _files.Shipped("services");

    /// <summary>Finds a definition's file by path or name.</summary>
    public string Find(string? service) => _files.FindService(service);

    public async Task<ServiceDefinition> ReadAsync(string path, CancellationToken cancellationToken)
    {
        string text = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
        return new ServiceDefinitionReader(new YamlDocumentParser()).Read(text, path);
    }
}
