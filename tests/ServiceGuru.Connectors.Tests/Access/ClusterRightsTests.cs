using ServiceGuru.Connectors.Kubernetes;
using YamlDotNet.RepresentationModel;

namespace ServiceGuru.Connectors.Tests.Access;

public sealed class ClusterRightsTests
{
    [Fact]
    public void What_is_checked_is_what_the_roles_in_deploy_grant()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "deploy", "kubernetes", "access");
        string[] granted = [.. new[] { Path.Combine(folder, "role.yaml"), Path.Combine(folder, "exec", "role.yaml") }.SelectMany(Granted).Distinct().Order(StringComparer.Ordinal)];

        ClusterRights.All.SelectMany(rights => rights.Rights).Select(right => right.Title).Order(StringComparer.Ordinal).ShouldBe(granted);
    }

    [Theory]
    [InlineData("""{"verbs":["*"],"apiGroups":["*"],"resources":["*"]}""", true)]
    [InlineData("""{"verbs":["get","list"],"apiGroups":["apps"],"resources":["deployments"]}""", true)]
    [InlineData("""{"verbs":["get"],"apiGroups":["apps"],"resources":["deployments"]}""", false)]
    [InlineData("""{"verbs":["list"],"apiGroups":[""],"resources":["deployments"]}""", false)]
    [InlineData("""{"verbs":["list"],"apiGroups":["apps"],"resources":["deployments"],"resourceNames":["one"]}""", false)]
    public void A_rule_grants_what_it_names_for_all_objects_only(string rule, bool grants)
    {
        using System.Text.Json.JsonDocument document = System.Text.Json.JsonDocument.Parse(rule);
        GrantedRule.Of(document.RootElement).Grants(new ClusterRight("list", "apps", "deployments")).ShouldBe(grants);
    }

    private static IEnumerable<string> Granted(string file)
    {
        YamlStream stream = [];
        stream.Load(new StringReader(File.ReadAllText(file)));
        foreach (YamlNode rule in (YamlSequenceNode)stream.Documents[0].RootNode["rules"])
        {
            foreach (string verb in Words(rule, "verbs"))
            {
                foreach (string resource in Words(rule, "resources"))
                {
                    yield return new ClusterRight(verb, Words(rule, "apiGroups").Single(), resource).Title;
                }
            }
        }
    }

    private static IEnumerable<string> Words(YamlNode rule, string key) => ((YamlSequenceNode)rule[key]).Select(node => ((YamlScalarNode)node).Value!);
}
