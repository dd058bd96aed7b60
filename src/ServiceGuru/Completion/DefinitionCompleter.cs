using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Completion;

/// <summary>Completes names of the service definition at hand. Reads that one file; asks no outside system.</summary>
public abstract class DefinitionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        ServiceDefinition? service = Read(fakeBoundParameters["Service"]);
        return service is null ? [] : CompletionWords.Matching(Words(service), wordToComplete);
    }

    /// <summary>The words and what each stands for.</summary>
    private protected abstract IEnumerable<(string Word, string Hint)> Words(ServiceDefinition service);

    private static ServiceDefinition? Read(object? bound)
    {
        object? value = bound is PSObject wrapped ? wrapped.BaseObject : bound;
        if (value is ServiceDefinition definition)
        {
            return definition;
        }

        try
        {
            string path = new DefinitionFiles(ModuleSettings.Create(CompletionLocation.Get())).FindService((value as ServiceIdentity)?.Path ?? value as string);
            return new ServiceDefinitionReader(new YamlDocumentParser()).Read(File.ReadAllText(path), path);
        }
        catch (Exception error) when (error is GuruException or InvalidDocumentException or IOException or UnauthorizedAccessException)
        {
            // While somebody types there is nobody to tell; the cmdlet itself says what is wrong with the definition.
            return null;
        }
    }
}
