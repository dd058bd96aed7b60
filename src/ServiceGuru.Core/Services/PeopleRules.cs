using System.Text.RegularExpressions;
using ServiceGuru.Approvals;
using ServiceGuru.Documents;

namespace ServiceGuru.Services;

/// <summary>What must hold in the parts <c>people</c> and <c>teams</c>: nobody is two people, and no team is empty.</summary>
/// <param name="service">The definition.</param>
/// <param name="add">Takes a mistake: id, path, message.</param>
internal sealed partial class PeopleRules(ServiceDefinition service, Action<string, object[], string> add)
{
    public void Check()
    {
        Dictionary<Identity, string> owners = [];
        for (int index = 0; index < service.People.Count; index++)
        {
            PersonDefinition person = service.People[index];
            CheckShape(person, index);
            foreach ((Identity identity, object[] path) in Identities(person, index))
            {
                string id = person.Id ?? $"people[{index}]";
                if (!owners.TryAdd(identity, id))
                {
                    add("DuplicateIdentity", path, owners[identity] == id
                        ? $"'{id}' has the identity '{identity}' twice."
                        : $"'{identity}' is the identity of '{owners[identity]}' already; one identity is one person.");
                }
            }
        }

        CheckLogins(owners);
        CheckTeams();
    }

    private void CheckShape(PersonDefinition person, int index)
    {
        Require(person.Id, IdPattern(), index, "id", "must be lowercase letters, digits and hyphens");
        for (int login = 0; login < person.Logins.Count; login++)
        {
            if (!LoginPattern().IsMatch(person.Logins[login]))
            {
                add("InvalidValue", ["people", index, "logins", login], $"a login is user or user@host, and '{person.Logins[login]}' is not.");
            }
        }

        Require(person.Email, EmailPattern(), index, "email", "must be a mail address");
        Require(person.Matrix, MatrixPattern(), index, "matrix", "must be a Matrix user id such as @laura:fedora.im");
        Require(person.Slack, SlackPattern(), index, "slack", "must be a Slack user id such as U0123ABCD, not a name");
        Require(person.Github, GithubPattern(), index, "github", "must be a GitHub login");
        if (!PersonDirectory.IdentitiesOf(person).Any())
        {
            add("MissingKey", ["people", index], $"'{person.Id}' has no identity, so no answer could be theirs; give logins, email, matrix, slack or github.");
        }
    }

    // 'laura' is that login on any machine: whose it is must not depend on the machine.
    private void CheckLogins(Dictionary<Identity, string> owners)
    {
        foreach ((Identity identity, string owner) in owners)
        {
            int at = identity.Kind == IdentityKind.Login ? identity.Value.IndexOf('@', StringComparison.Ordinal) : -1;
            if (at > 0 && owners.TryGetValue(new Identity(IdentityKind.Login, identity.Value[..at]), out string? other) && other != owner)
            {
                (Identity _, object[] path) = service.People.SelectMany(Identities).First(entry => entry.Identity.Equals(identity));
                add("DuplicateIdentity", path, $"'{identity}' is also the login '{identity.Value[..at]}' of '{other}', which is meant for every machine.");
            }
        }
    }

    private void CheckTeams()
    {
        List<string> people = [.. service.People.Select(person => person.Id).OfType<string>()];
        foreach ((string name, IReadOnlyList<string> members) in service.Teams)
        {
            if (!IdPattern().IsMatch(name))
            {
                add("InvalidName", ["teams", name], $"the name of a team is made of lowercase letters, digits and hyphens, and '{name}' is not.");
            }

            if (people.Contains(name, StringComparer.Ordinal))
            {
                add("DuplicateName", ["teams", name], $"'{name}' is a person already; approvers could mean either.");
            }

            if (members.Count == 0)
            {
                add("InvalidValue", ["teams", name], $"the team '{name}' is empty: nobody could answer for it.");
            }

            for (int index = 0; index < members.Count; index++)
            {
                if (!people.Contains(members[index], StringComparer.Ordinal))
                {
                    add("UnknownName", ["teams", name, index], $"there is no person '{members[index]}'.{NearestName.Hint(members[index], people)}");
                }
                else if (members.Take(index).Contains(members[index], StringComparer.Ordinal))
                {
                    add("DuplicateName", ["teams", name, index], $"the team '{name}' has '{members[index]}' twice.");
                }
            }
        }
    }

    private void Require(string? value, Regex pattern, int index, string key, string rule)
    {
        if (value is not null && !pattern.IsMatch(value))
        {
            add("InvalidValue", ["people", index, key], $"{key} {rule}, and '{value}' is not.");
        }
    }

    private static IEnumerable<(Identity Identity, object[] Path)> Identities(PersonDefinition person, int index) => PersonDirectory.IdentitiesOf(person).Select((identity, position) =>
        (identity, (object[])(identity.Kind == IdentityKind.Login ? ["people", index, "logins", position] : ["people", index, TypeShape.Key(identity.Kind.ToString())])));

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^[^\s@:]+(@[^\s@:]+)?\z")]
    private static partial Regex LoginPattern();

    [GeneratedRegex(@"^[^\s@]+@[^\s@]+\z")]
    private static partial Regex EmailPattern();

    [GeneratedRegex(@"^@[^\s@:]+:[^\s@]+\z")]
    private static partial Regex MatrixPattern();

    [GeneratedRegex(@"^[UW][A-Z0-9]{2,}\z")]
    private static partial Regex SlackPattern();

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\z")]
    private static partial Regex GithubPattern();
}
