using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Services;

namespace ServiceGuru.Approvals;

/// <summary>What must hold of a gate before anything starts: a gate that could never open, or could not be held, is refused.</summary>
internal static class GateRules
{
    /// <summary>Reminders come at most so often.</summary>
    private static readonly TimeSpan LeastRemind = TimeSpan.FromMinutes(1);

    /// <summary>Checks a gate against the definition.</summary>
    /// <exception cref="GuruException">It is wrong (<c>InvalidGate</c>); all mistakes are told.</exception>
    public static void Check(GateRequest gate, ServiceDefinition service)
    {
        List<string> mistakes = [.. Mistakes(gate, service).Select(mistake => mistake.Message)];
        if (mistakes.Count > 0)
        {
            throw new GuruException(Failure(gate, service, mistakes));
        }
    }

    /// <summary>Makes the failure of a gate that is wrong.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="service">The definition.</param>
    /// <param name="mistakes">What is wrong with it.</param>
    public static Failure Failure(GateRequest gate, ServiceDefinition service, IReadOnlyList<string> mistakes) => new()
    {
        Id = "InvalidGate",
        Kind = FailureKind.Usage,
        Message = $"The gate '{Short(gate.Question)}' can't be held like this: {mistakes[0]}",
        Target = service.Name,
        Evidence = mistakes.Count == 1 ? [] : mistakes,
        NextAction = "Correct the gate in the runbook, or people, teams and channels in the service definition.",
    };

    /// <summary>Lists what is wrong with a gate: in itself, and against the definition where there is one.</summary>
    public static IEnumerable<InputMistake> Mistakes(GateRequest gate, ServiceDefinition? service)
    {
        if (gate.Need < 1)
        {
            yield return new(["need"], "need must be 1 or more.");
        }

        if (gate.Deadline <= TimeSpan.Zero)
        {
            yield return new(["deadline"], "deadline must be more than zero.");
        }

        if (gate.Remind < LeastRemind)
        {
            yield return new(["remind"], $"remind must be {Duration.Format(LeastRemind)} or more.");
        }

        foreach (InputMistake mistake in GateValues.Mistakes(gate.Inputs))
        {
            yield return mistake;
        }

        if (service is null)
        {
            yield break;
        }

        if (!gate.SelfApproval && service.People.Count == 0)
        {
            yield return new(["selfApproval"], "selfApproval: false needs people in the service definition; else nobody knows who is whose other login.");
        }

        List<string> channels = [.. service.Channels.Select(channel => channel.Name)];
        foreach (string name in gate.Notify.Where(name => !channels.Contains(name, StringComparer.Ordinal)))
        {
            yield return new(["notify", name], $"there is no channel '{name}'.{NearestName.Hint(name, channels)}");
        }

        List<string> known = [.. service.Teams.Keys, .. service.People.Select(person => person.Id)];
        List<string> unknown = [.. gate.Approvers.Where(name => !known.Contains(name, StringComparer.Ordinal))];
        foreach (string name in unknown)
        {
            yield return new(["approvers", name], $"there is no team or person '{name}'.{NearestName.Hint(name, known)}");
        }

        if (unknown.Count == 0 && Candidates(gate, service) is { } candidates && gate.Need > candidates.Count)
        {
            yield return new(["need"], $"it needs {gate.Need} people, and only {candidates.Count} may answer: {string.Join(", ", candidates)}.");
        }
    }

    /// <summary>Checks that enough people are left where those who started or resumed the run may not approve it.</summary>
    /// <param name="step">The gate's step.</param>
    /// <param name="gate">The gate, which is right in itself.</param>
    /// <param name="service">The definition.</param>
    /// <param name="starters">Who started or resumed the run, and who is about to.</param>
    /// <exception cref="GuruException">Nobody knows who started it (<c>StarterUnknown</c>), or too few are left (<c>GateOutOfReach</c>).</exception>
    public static void CheckStarters(string step, GateRequest gate, ServiceDefinition service, IReadOnlyCollection<string> starters)
    {
        if (gate.SelfApproval || Candidates(gate, service) is not { } candidates)
        {
            return;
        }

        PersonDirectory directory = new(service);
        if (starters.FirstOrDefault(starter => directory.Find(starter) is null) is { } unknown)
        {
            throw new GuruException(new Failure
            {
                Id = "StarterUnknown",
                Kind = FailureKind.Usage,
                Message = $"The gate '{step}' refuses the yes of whoever starts the run, and nobody knows whose identity '{unknown}' is.",
                Target = step,
                NextAction = $"Add '{unknown}' to the logins of a person in the service definition; a job that starts runs is a person of its own. Nothing was started.",
            });
        }

        HashSet<string> own = [.. starters.Select(starter => directory.Find(starter)!.Id)];
        List<string> left = [.. candidates.Where(person => !own.Contains(person))];
        if (left.Count < gate.Need)
        {
            throw new GuruException(new Failure
            {
                Id = "GateOutOfReach",
                Kind = FailureKind.Usage,
                Message = $"The gate '{step}' needs {gate.Need} people, and without {string.Join(", ", own.Order(StringComparer.Ordinal))}, who may not approve a run of their own, {(left.Count == 0 ? "nobody is" : $"only {string.Join(", ", left)} {(left.Count == 1 ? "is" : "are")}")} left.",
                Target = step,
                NextAction = "Let somebody else start or resume it, or ask more people. Nothing was started.",
            });
        }
    }

    // Null where anybody may answer and nobody is known.
    private static IReadOnlyList<string>? Candidates(GateRequest gate, ServiceDefinition service) =>
        gate.Approvers.Count > 0 ? new PersonDirectory(service).Members(gate.Approvers)
        : service.People.Count > 0 && (gate.Need > 1 || !gate.SelfApproval) ? [.. service.People.Select(person => person.Id)]
        : null;

    private static string Short(string? question) => question is null ? string.Empty : question.Length <= 60 ? question : question[..60] + "…";
}
