using ServiceGuru.Sandbox.Git;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>The addresses that the code host's answers contain.</summary>
/// <param name="address">The world's address; known once its server listens.</param>
/// <param name="host">The code host's definition, for the addresses that people see.</param>
internal sealed class GitHubLinks(Func<Uri> address, CodeHostDefinition host)
{
    private readonly string web = host.WebUrl.ToString().TrimEnd('/');
    private readonly Lazy<string> root = new(() => $"{address().ToString().TrimEnd('/')}/github");

    /// <summary>Below the REST API's address of a repository.</summary>
    public string Api(SandboxRepository repository, string path) => Api(repository.Definition.Slug!, path);

    /// <summary>Below the REST API's address of <c>owner/name</c>.</summary>
    public string Api(string slug, string path) => $"{root.Value}/repos/{slug}{path}";

    /// <summary>Below the web address of a repository.</summary>
    public string Web(SandboxRepository repository, string path) => Web(repository.Definition.Slug!, path);

    /// <summary>Below the web address of <c>owner/name</c>.</summary>
    public string Web(string slug, string path) => $"{web}/{slug}{path}";

    /// <summary>An account as it appears inside other objects.</summary>
    public object User(Person person)
    {
        int id = 10_000 + World.StableHash.Number(person.Login, 9_000_000);
        return new
        {
            login = person.Login,
            id,
            node_id = NodeId("U", id),
            avatar_url = $"https://avatars.githubusercontent.com/u/{id}?v=4",
            gravatar_id = string.Empty,
            url = $"{root.Value}/users/{Uri.EscapeDataString(person.Login)}",
            html_url = person.IsBot ? $"{web}/apps/{person.Login[..^5]}" : $"{web}/{person.Login}",
            type = person.IsBot ? "Bot" : "User",
            site_admin = false,
        };
    }

    /// <summary>A node id of the GraphQL API.</summary>
    public static string NodeId(string kind, long id) => $"{kind}_{Convert.ToBase64String(BitConverter.GetBytes(id)).TrimEnd('=')}";
}
