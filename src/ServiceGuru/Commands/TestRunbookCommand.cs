using System.Management.Automation;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Documents;
using ServiceGuru.Services;

namespace ServiceGuru.Commands;

/// <summary>Checks runbooks and snippets and gives every mistake with its place; starts nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Runbook")]
[OutputType(typeof(DocumentMistake), typeof(bool))]
public sealed class TestRunbookCommand : ServiceCommand
{
    private ServiceDefinition? _service;

    /// <summary>The files, or names of runbooks that ship.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunbookCompleter))]
    public string[] Path { get; set; } = [];

    /// <summary>Gives only true or false for each file.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        // Only a service that was named: a runbook is no worse for a default that it was not written for.
        if (Service is not null)
        {
            _service ??= (await OpenAsync(cancellationToken).ConfigureAwait(false)).Service;
        }

        SessionFactory factory = await FactoryAsync().ConfigureAwait(false);
        foreach (string path in Path)
        {
            await EachAsync(path, () => CheckAsync(factory, path, cancellationToken)).ConfigureAwait(false);
        }
    }

    private async Task CheckAsync(SessionFactory factory, string path, CancellationToken cancellationToken)
    {
        IReadOnlyList<DocumentMistake> mistakes = await factory.CheckAsync((await NamedAsync(path).ConfigureAwait(false))!, _service, cancellationToken).ConfigureAwait(false);
        if (Quiet)
        {
            Emit(mistakes.Count == 0);
        }
        else
        {
            EmitEach(mistakes);
        }
    }
}
