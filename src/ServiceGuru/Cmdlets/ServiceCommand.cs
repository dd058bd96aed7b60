using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Completion;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Services;
using ServiceGuru.Sessions;

namespace ServiceGuru.Cmdlets;

/// <summary>A cmdlet that works on one service.</summary>
public abstract class ServiceCommand : AsyncCommand
{
    /// <summary>
    /// The service: a definition's path, the name of one that ships, or an object of Get-ServiceDefinition.
    /// $env:SERVICEGURU_SERVICE if absent, then ./service.yaml.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public ServiceIdentity? Service { get; set; }

    /// <summary>Opens the service; connects to nothing yet.</summary>
    private protected Task<ServiceSession> OpenAsync(CancellationToken cancellationToken) => OpenAsync(Service, service => service, cancellationToken);

    /// <summary>Opens a service with a definition that was adjusted for this call.</summary>
    private protected async Task<ServiceSession> OpenAsync(ServiceIdentity? identity, Func<ServiceDefinition, ServiceDefinition> adjust, CancellationToken cancellationToken)
    {
        SessionFactory factory = await FactoryAsync().ConfigureAwait(false);
        ServiceSession session = identity?.Definition is { } definition
            ? factory.Open(definition, identity.DefinitionPath)
            : await factory.OpenAsync(await NamedAsync(identity?.Path).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        EmitVerbose($"Service {session.Service.Name}{(session.ServicePath is null ? " (object)" : $" from {session.ServicePath}")}");
        ServiceDefinition adjusted = adjust(session.Service);
        ServiceSession opened = ReferenceEquals(adjusted, session.Service) ? session : factory.Open(adjusted, session.ServicePath);
        if (opened.Connections is IAsyncDisposable connections)
        {
            Release(connections);
        }

        return opened;
    }

    /// <summary>Opens the service of a recorded run: the one that it was started for, whatever is the default now.</summary>
    /// <exception cref="GuruException">Another one was named (<c>RunOfAnotherService</c>).</exception>
    private protected async Task<ServiceSession> OpenForAsync(RunState run, CancellationToken cancellationToken)
    {
        ServiceIdentity? service = Service ?? (run.Created.ServicePath is { } path ? new ServiceIdentity(path) : null);
        ServiceSession session = await OpenAsync(service, definition => definition, cancellationToken).ConfigureAwait(false);
        return session.Service.Name == run.Created.Service ? session : throw new GuruException(new Failure
        {
            Id = "RunOfAnotherService",
            Kind = FailureKind.Usage,
            Message = $"Run {run.Id} is one of {run.Created.Service}, not of {session.Service.Name}.",
            Target = run.Id,
            NextAction = $"Name the definition of {run.Created.Service} with -Service.",
        });
    }

    /// <summary>Tells of each item that a query would refuse, and gives the others: one wrong name keeps no other from its turn.</summary>
    /// <param name="session">The service.</param>
    /// <param name="operation">The query.</param>
    /// <param name="items">The items as they were given.</param>
    /// <param name="wrong">The id of the failure that is about an item; any other ends the call.</param>
    /// <param name="request">Makes the request for one item.</param>
    private protected IReadOnlyList<string> Usable(ServiceSession session, string operation, IEnumerable<string> items, string wrong, Func<IReadOnlyList<string>, object> request)
    {
        List<string> usable = [];
        foreach (string item in items)
        {
            try
            {
                session.Check(operation, request([item]));
                usable.Add(item);
            }
            catch (GuruException error) when (error.Failure.Id == wrong)
            {
                EmitError(error.Failure);
            }
        }

        return usable;
    }

    /// <summary>Asks a query or a wait and shows its progress.</summary>
    /// <param name="session">The service.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="request">Its request.</param>
    /// <param name="activity">What goes on, for people.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="found">Gets what is found before the end.</param>
    private protected async Task<(TOutput Output, Failure? Failure)> AskAsync<TOutput>(ServiceSession session, string operation, object request, string activity, CancellationToken cancellationToken, Action<object>? found = null)
        where TOutput : class
    {
        string directory = await OnPipelineAsync(() => CurrentDirectory).ConfigureAwait(false);
        using ProgressDisplay progress = ShowProgress(activity, found);
        (TOutput output, Failure? failure) = await session.AskAsync<TOutput>(operation, request, directory, progress, cancellationToken).ConfigureAwait(false);
        return (Scriptable.Of(output), failure);
    }
}
