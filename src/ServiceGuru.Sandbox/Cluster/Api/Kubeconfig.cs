using System.Text;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>Writes the client configuration (https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/).</summary>
internal static class Kubeconfig
{
    /// <summary>One cluster, one user, one context for each environment; the current one is production's.</summary>
    public static string Write(ServiceDefinition service, Uri server, string token)
    {
        var text = new StringBuilder();
        var address = Address(server, token);
        var user = $"{service.Name}-sandbox";
        text.Append($"apiVersion: v1\nkind: Config\nclusters:\n- name: sandbox\n  cluster:\n    server: {address}\n");
        text.Append($"users:\n- name: {user}\n  user:\n    token: {token}\ncontexts:\n");
        foreach (var (name, environment) in service.Environments)
        {
            text.Append($"- name: {name}\n  context:\n    cluster: sandbox\n    namespace: {environment.Namespace}\n    user: {user}\n");
        }

        var current = service.Environments.FirstOrDefault(environment => environment.Value.Production).Key ?? service.Environments.Keys.FirstOrDefault();
        return text.Append($"current-context: {current ?? "\"\""}\n").ToString();
    }

    // Over plain HTTP, kubectl leaves the user's token out (client-go reads credentials only for TLS), but a name and
    // password in the address reach the server; so the token stands in both places.
    private static string Address(Uri server, string token)
    {
        var plain = server.ToString().TrimEnd('/');
        return server.Scheme == Uri.UriSchemeHttp
            ? plain.Replace("http://", $"http://{TokenCheck.User}:{Uri.EscapeDataString(token)}@", StringComparison.Ordinal)
            : plain;
    }
}
