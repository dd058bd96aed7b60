using ServiceGuru.Access;

namespace ServiceGuru.Ports;

/// <summary>Finds out whether the rights that a service needs on one system are there. Changes nothing.</summary>
public interface IAccessProbe
{
    /// <summary>Gets the system and what is looked at.</summary>
    AccessSubject Subject { get; }

    /// <summary>Asks the system. What it refuses is an answer, no failure.</summary>
    /// <returns>One check for each right; a system that does not answer at all may be one check.</returns>
    Task<IReadOnlyList<AccessCheck>> CheckAsync(CancellationToken cancellationToken);
}
