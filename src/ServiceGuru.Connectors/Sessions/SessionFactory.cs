using ServiceGuru.Connectors.Http;
using ServiceGuru.Connectors.Postgres;
using ServiceGuru.Connectors.RabbitMq;
using ServiceGuru.Connectors.Secrets;
using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Documents;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Scenarios;
using ServiceGuru.Services;
using ServiceGuru.Sessions;
using ServiceGuru.Snippets;

namespace ServiceGuru.Connectors.Sessions;

/// <summary>Opens sessions: reads the definition and wires ledger, secrets and connectors. Connects to nothing.</summary>
/// <param name="settings">What the face tells.</param>
public sealed class SessionFactory(SessionSettings settings)
{
    private readonly YamlDocumentParser _parser = new();
    private IRunLedger? _ledger;

    /// <summary>Gets where definitions and runbooks are found.</summary>
    public DefinitionFiles Files { get; } = new(settings);

    /// <summary>Gets the ledger, by default the one of <see cref="LedgerChoice"/>.</summary>
    /// <exception cref="GuruException">Its address can't be used (<c>InvalidLedger</c>).</exception>
    public IRunLedger Ledger
    {
        get => _ledger ??= LedgerChoice.Open(settings);
        init => _ledger = value;
    }

    /// <summary>Gets the user's snippets, and the steps of recorded runs.</summary>
    public SnippetStore Snippets => new(settings.StateDirectory, Ledger, _parser, new YamlDocumentWriter(), Operations);

    /// <summary>Gets the scenarios of runbooks.</summary>
    public ScenarioBook Scenarios => new(settings.StateDirectory, _parser, new YamlDocumentWriter());

    /// <summary>Gets the operations.</summary>
    public OperationCatalog Operations { get; init; } = StandardOperations.Create();

    /// <summary>Opens a session for a definition in a file.</summary>
    /// <param name="service">A path, a shipped name, or null for the default.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The session.</returns>
    /// <exception cref="GuruException">There is no such file (<c>ServiceNotFound</c>) or it can't be read.</exception>
    /// <exception cref="InvalidDocumentException">It has mistakes.</exception>
    public async Task<ServiceSession> OpenAsync(string? service, CancellationToken cancellationToken)
    {
        string path = Files.FindService(service);
        string text = await ReadAsync(path, cancellationToken).ConfigureAwait(false);
        return Open(new ServiceDefinitionReader(_parser).Read(text, path), path);
    }

    /// <summary>Opens a session for a definition at hand.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="path">The file that it came from, if any; relative paths in it start there.</param>
    /// <returns>The session.</returns>
    public ServiceSession Open(ServiceDefinition definition, string? path)
    {
        string folder = path is null ? settings.CurrentDirectory : Path.GetDirectoryName(Path.GetFullPath(path))!;
        SecretRedactor redactor = new();
        SecretResolver secrets = settings.Secrets(folder, redactor.Register);
        QueueConnector? queue = QueueChoice.Open(settings);
        return new ServiceSession
        {
            Service = definition,
            ServicePath = path is null ? null : Path.GetFullPath(path),
            Connections = new Connections(definition, secrets, folder, Path.Combine(settings.StateDirectory, "cache"), settings.Time, redactor, settings.StateDirectory, settings.Environment, Access(definition, queue)),
            Ledger = Ledger,
            Operations = Operations,
            Parser = _parser,
            Time = settings.Time,
            Dispatcher = queue is not null ? new QueueDispatcher(new WorkPublisher(queue), Ledger, settings.Time) : null,
        };
    }

    /// <summary>Reads a runbook by path or shipped name.</summary>
    /// <param name="runbook">A path, or a name such as <c>weekly-production</c>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The runbook, valid.</returns>
    /// <exception cref="GuruException">There is no such file (<c>RunbookNotFound</c>) or it can't be read.</exception>
    /// <exception cref="InvalidDocumentException">It has mistakes.</exception>
    public async Task<Runbook> ReadRunbookAsync(string runbook, CancellationToken cancellationToken)
    {
        string path = Files.FindRunbook(runbook);
        return new RunbookReader(_parser, Operations).Read(await ReadAsync(path, cancellationToken).ConfigureAwait(false), path);
    }

    /// <summary>Gives the name by which the runs of a runbook are recorded, which need not be its file's.</summary>
    /// <param name="runbook">A path, a name of what ships, or the name itself: runs outlive their runbook's file.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The name.</returns>
    /// <exception cref="GuruException">A path leads nowhere (<c>RunbookNotFound</c>), or the file can't be read.</exception>
    /// <exception cref="InvalidDocumentException">The file has mistakes.</exception>
    public async Task<string> NameOfRunbookAsync(string runbook, CancellationToken cancellationToken)
    {
        try
        {
            return (await ReadRunbookAsync(runbook, cancellationToken).ConfigureAwait(false)).Name;
        }
        catch (GuruException error) when (error.Failure.Id == "RunbookNotFound" && runbook.AsSpan().IndexOfAny("/\\.") < 0)
        {
            return runbook;
        }
    }

    /// <summary>Checks a runbook or a snippet and starts nothing.</summary>
    /// <param name="file">A path, or the name of a runbook that ships.</param>
    /// <param name="service">The service whose names the inputs must be, or null.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>All mistakes; a file that is not there or can't be read is one.</returns>
    public async Task<IReadOnlyList<DocumentMistake>> CheckAsync(string file, ServiceDefinition? service, CancellationToken cancellationToken)
    {
        string path;
        try
        {
            path = Files.FindRunbook(file);
        }
        catch (GuruException error)
        {
            return [new DocumentMistake(Path.GetFullPath(file, settings.CurrentDirectory), 1, 1, "FileNotFound", error.Failure.Message)];
        }

        return await new DocumentChecker(_parser, Operations).CheckAsync(path, service, cancellationToken).ConfigureAwait(false);
    }

    private IReadOnlyList<IAccessProbe> Access(ServiceDefinition definition, QueueConnector? queue) =>
    [
        .. Ledger is PostgresLedger shared ? [new LedgerAccessProbe(shared)] : Array.Empty<IAccessProbe>(),
        .. queue is not null ? [new QueueAccessProbe(queue, definition.Name)] : Array.Empty<IAccessProbe>(),
    ];

    private static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            // One character more than the parser takes is enough for it to refuse; a device or a wrong file may have no end.
            using StreamReader reader = new(await WholeFile.OpenAsync(path, cancellationToken).ConfigureAwait(false));
            char[] text = new char[YamlDocumentParser.MaxLength + 1];
            int length = await reader.ReadBlockAsync(text, cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
            return new string(text, 0, length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new GuruException(
                new Failure
                {
                    Id = "FileUnreadable",
                    Kind = FailureKind.Usage,
                    Message = $"{path} can't be read.",
                    Target = path,
                    Cause = error.Message,
                    NextAction = "Check the path and its rights.",
                },
                error);
        }
    }
}
