using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Approvals;

/// <summary>
/// Finds out who somebody is: from the identity under which an answer came to the one person that has it. One person is
/// one person on a terminal, on the page and in every room.
/// </summary>
public sealed class PersonDirectory
{
    private readonly ServiceDefinition _service;
    private readonly Dictionary<Identity, PersonDefinition> _people = [];

    /// <summary>Initializes a new instance of the <see cref="PersonDirectory"/> class.</summary>
    /// <param name="service">The definition with its people and teams.</param>
    public PersonDirectory(ServiceDefinition service)
    {
        _service = service;
        foreach (PersonDefinition person in service.People)
        {
            foreach (Identity identity in IdentitiesOf(person))
            {
                _people.TryAdd(identity, person);
            }
        }
    }

    /// <summary>Gets a value indicating whether the definition names people at all.</summary>
    public bool NamesPeople => _service.People.Count > 0;

    /// <summary>Lists the identities of a person.</summary>
    /// <param name="person">The person.</param>
    public static IEnumerable<Identity> IdentitiesOf(PersonDefinition person) =>
        person.Logins.Select(login => new Identity(IdentityKind.Login, login))
            .Concat(One(IdentityKind.Email, person.Email))
            .Concat(One(IdentityKind.Matrix, person.Matrix))
            .Concat(One(IdentityKind.Slack, person.Slack))
            .Concat(One(IdentityKind.Github, person.Github));

    /// <summary>Finds the person who has an identity.</summary>
    /// <param name="identity">As the ledger has it, see <see cref="Identity.Parse"/>.</param>
    /// <returns>The person, or null where nobody in the definition has it.</returns>
    public PersonDefinition? Find(string? identity)
    {
        if (Identity.Parse(identity) is not { } known)
        {
            return null;
        }

        if (_people.GetValueOrDefault(known) is { } person)
        {
            return person;
        }

        int at = known.Kind == IdentityKind.Login ? known.Value.IndexOf('@', StringComparison.Ordinal) : -1;
        return at > 0 ? _people.GetValueOrDefault(new Identity(IdentityKind.Login, known.Value[..at])) : null;
    }

    /// <summary>
    /// Gives what stands for a person when people are counted: the person's id, or for somebody whom the definition does
    /// not know the identity itself, lowercase; the two can't be mixed up. Null where the text names nobody.
    /// </summary>
    /// <param name="identity">As the ledger has it.</param>
    public string? KeyOf(string? identity) => Identity.Parse(identity) is not { } parsed ? null
        : Find(identity) is { } person ? $"person:{person.Id}"
        : $"identity:{parsed.ToString().ToLowerInvariant()}";

    /// <summary>Gives how a person is called: the id in the definition, or else the identity as it was given.</summary>
    /// <param name="identity">As the ledger has it.</param>
    public string NameOf(string? identity) => Find(identity)?.Id ?? identity?.Trim() ?? string.Empty;

    /// <summary>Lists the people whom names of teams and people mean, each once, in the definition's order.</summary>
    /// <param name="names">Names of teams and ids of people.</param>
    /// <exception cref="GuruException">There is no such team or person (<c>UnknownApprover</c>).</exception>
    public IReadOnlyList<string> Members(IReadOnlyList<string> names)
    {
        HashSet<string> members = new(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (_service.Teams.TryGetValue(name, out IReadOnlyList<string>? team))
            {
                members.UnionWith(team);
            }
            else if (_service.People.Any(person => person.Id == name))
            {
                members.Add(name);
            }
            else
            {
                throw ServiceDefinitionNames.Unknown(_service, "UnknownApprover", "team or person", name, _service.Teams.Keys.Concat(_service.People.Select(person => person.Id)));
            }
        }

        return [.. _service.People.Select(person => person.Id).Where(members.Contains)];
    }

    private static IEnumerable<Identity> One(IdentityKind kind, string? value) => value is null ? [] : [new Identity(kind, value)];
}
