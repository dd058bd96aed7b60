using ServiceGuru.Binding;
using ServiceGuru.Connectors.Completion;
using ServiceGuru.Services;

namespace ServiceGuru.Completion;

/// <summary>Completes names of the service definition at hand: the one on the line, else the default.</summary>
public abstract class DefinitionCompleter : WordCompleter
{
    /// <summary>The names and what each stands for.</summary>
    private protected abstract IEnumerable<Candidate> Names(ServiceDefinition service);

    private protected sealed override IEnumerable<Candidate> Words(LocalCandidates candidates, TypedLine line) => line.Value("Service") switch
    {
        ServiceDefinition definition => Names(definition),
        ServiceIdentity { Definition: { } definition } => Names(definition),
        ServiceIdentity identity => candidates.OfService(identity.Path, Names),
        _ => candidates.OfService(line.Text("Service"), Names),
    };
}
