using ServiceGuru.Connectors.Completion;
using ServiceGuru.Secrets;

namespace ServiceGuru.Completion;

/// <summary>Completes the references for which a secret was handed over.</summary>
public sealed class GivenSecretCompleter : WordCompleter
{
    private protected override IEnumerable<Candidate> Words(LocalCandidates candidates, TypedLine line) =>
        GivenSecrets.All.Select(given => new Candidate(given.Reference, $"given {given.GivenAt.ToLocalTime():t}"));
}
