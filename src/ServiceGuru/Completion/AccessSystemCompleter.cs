using ServiceGuru.Access;
using ServiceGuru.Connectors.Completion;

namespace ServiceGuru.Completion;

/// <summary>Completes the systems whose access can be checked.</summary>
public sealed class AccessSystemCompleter : WordCompleter
{
    private protected override IEnumerable<Candidate> Words(LocalCandidates candidates, TypedLine line) =>
        AccessSystems.All.Select(system => new Candidate(system, $"what the account may do on {system}"));
}
