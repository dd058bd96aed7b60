using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Network;

/// <summary>A request that was checked against the definition.</summary>
internal sealed record FirewallAsk
{
    private const int LongestJustification = 1_000;

    /// <summary>The definition's section.</summary>
    public required FirewallDefinition Firewall { get; init; }

    /// <summary>The domains as the ticket names them; with a leading dot, all below one.</summary>
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>The hosts that are tested for them, in the same order.</summary>
    public required IReadOnlyList<DomainTarget> Targets { get; init; }

    /// <summary>The environments.</summary>
    public required IReadOnlyList<EnvironmentChoice> Environments { get; init; }

    /// <summary>The ports.</summary>
    public required IReadOnlyList<int> Ports { get; init; }

    /// <summary>Why.</summary>
    public required string Justification { get; init; }

    /// <summary>The file that was named, if any.</summary>
    public string? File { get; init; }

    /// <summary>Whether no test is wanted.</summary>
    public bool Untested { get; init; }

    /// <summary>Checks a request.</summary>
    /// <exception cref="GuruException">Something in it is wrong.</exception>
    public static FirewallAsk Of(FirewallRequestRequest request, ServiceDefinition service)
    {
        FirewallDefinition firewall = DomainTester.Defined(service).Firewall ?? throw Usage(
            "FirewallNotDefined", $"The definition of {service.Name} does not say how firewall rules are asked for.", service.Name, "Add it to the service definition under 'network.firewall'.");
        string justification = request.Justification?.Trim() ?? $"{service.DisplayName} downloads what its users' packages need from there.";
        if (justification.Length is 0 or > LongestJustification || justification.Any(char.IsControl))
        {
            throw Usage("InvalidJustification", $"The justification must be one line of 1 to {LongestJustification} characters.", null, "Say in a sentence which package needs what from there.");
        }

        PortNumbers.Check(request.Ports);
        IReadOnlyList<DomainTarget> targets = DomainTarget.ParseAll([.. request.Domains.Select(domain => domain.Trim().TrimStart('.'))]);
        return new FirewallAsk
        {
            Firewall = firewall,
            Targets = targets,
            Domains = [.. targets.Select(target => request.Domains.Any(given => given.Trim() == $".{target.Given}") ? $".{target.Host}" : target.Host)],
            Environments = DomainTester.Environments(service, request.Environments),
            Ports = request.Ports is { Count: > 0 } ports ? [.. ports.Distinct().Order()] : firewall.Ports,
            Justification = justification,
            File = request.File,
            Untested = request.Untested,
        };
    }

    private static GuruException Usage(string id, string message, string? target, string next) => new(new Failure
    {
        Id = id,
        Kind = FailureKind.Usage,
        Message = message,
        Target = target,
        NextAction = next,
    });
}
