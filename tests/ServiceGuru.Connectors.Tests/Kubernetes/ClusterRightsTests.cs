using System.Net;
using ServiceGuru.Connectors.Kubernetes;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Exec;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Rollouts;
using ServiceGuru.Services;
using YamlDotNet.RepresentationModel;

namespace ServiceGuru.Connectors.Tests.Kubernetes;

/// <summary>The roles in deploy/kubernetes/access hold what the connector really asks of the API server, and nothing else.</summary>
public sealed class ClusterRightsTests
{
    private const string Main = "access/role.yaml";
    private const string Exec = "access/exec/role.yaml";

    // What is asked for and not granted: a namespaced role can't, and the connector says that it could not read it.
    private static readonly Right Nodes = new(string.Empty, "nodes", "list");

    // From 1.35 on a WebSocket to pods/exec needs this besides the GET that it begins with (KEP-4006).
    private static readonly Right ExecCreate = new(string.Empty, "pods/exec", "create");

    // Every call of the port with the role that allows it.
    private static readonly Dictionary<string, (string Role, Func<KubernetesCluster, Task> Call)> Calls = new()
    {
        [nameof(ICluster.SnapshotAsync)] = (Main, cluster => cluster.SnapshotAsync(default)),
        [nameof(ICluster.ReadSurroundingsAsync)] = (Main, cluster => cluster.ReadSurroundingsAsync(default)),
        [nameof(ICluster.GetImageStreamAsync)] = (Main, cluster => cluster.GetImageStreamAsync("packit-worker", default)),
        [nameof(ICluster.ImportImageAsync)] = (Main, cluster => cluster.ImportImageAsync("packit-worker", "prod", "quay.io/packit/packit-worker:prod", default)),
        [nameof(ICluster.PointTagAsync)] = (Main, cluster => cluster.PointTagAsync(
            new TagPointer { ImageStream = "packit-worker", Tag = "prod", From = $"quay.io/packit/packit-worker@{ClusterAnswers.OldDigest}", Scheduled = false, Expected = ClusterAnswers.Digest, Annotations = new Dictionary<string, string?>() }, default)),
        [nameof(ICluster.DeletePodAsync)] = (Main, cluster => cluster.DeletePodAsync("worker-0", "uid", false, default)),
        [nameof(ICluster.ReadLogTailAsync)] = (Main, cluster => cluster.ReadLogTailAsync("worker-0", "worker", false, 10, default)),
        [nameof(ICluster.ExecAsync)] = (Exec, cluster => cluster.ExecAsync(new PodCommand("worker-0", "worker", ["true"]) { Timeout = TimeSpan.FromMinutes(1) }, default)),
        [nameof(ICluster.GetScaleAsync)] = (Exec, async cluster =>
        {
            await cluster.GetScaleAsync(WorkloadKind.Deployment, "worker", default);
            await cluster.GetScaleAsync(WorkloadKind.StatefulSet, "worker", default);
        }),
        [nameof(ICluster.SetReplicasAsync)] = (Exec, async cluster =>
        {
            await cluster.SetReplicasAsync(WorkloadKind.Deployment, "worker", 0, default);
            await cluster.SetReplicasAsync(WorkloadKind.StatefulSet, "worker", 0, default);
        }),
    };

    public static TheoryData<string> Names => [.. typeof(ICluster).GetMethods().Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Whatever_the_connector_asks_for_is_allowed(string method)
    {
        (string role, Func<KubernetesCluster, Task> call) = Calls[method];

        IReadOnlyList<Right> asked = await AskedAsync(call);

        asked.ShouldNotBeEmpty();
        asked.Except(Granted(role)).ShouldBe(asked.Intersect([Nodes]), $"{role} lacks them");
    }

    [Theory]
    [InlineData(Main)]
    [InlineData(Exec)]
    public async Task Nothing_is_allowed_that_the_connector_does_not_ask_for(string role)
    {
        List<Right> asked = [ExecCreate];
        foreach ((_, Func<KubernetesCluster, Task> call) in Calls.Values.Where(entry => entry.Role == role))
        {
            asked.AddRange(await AskedAsync(call));
        }

        Granted(role).Except(asked).ShouldBeEmpty();
    }

    private static async Task<IReadOnlyList<Right>> AskedAsync(Func<KubernetesCluster, Task> call)
    {
        FakeServer server = new(request => request.Uri.AbsolutePath switch
        {
            var path when path.Contains("/imagestreams/", StringComparison.Ordinal) => FakeServer.Json(ClusterAnswers.ImageStream),
            var path when path.EndsWith("/scale", StringComparison.Ordinal) => FakeServer.Json("""{"spec":{"replicas":1},"status":{"replicas":1}}"""),
            _ => FakeServer.Json(ClusterAnswers.List("List", string.Empty), HttpStatusCode.OK),
        });
        try
        {
            await call(server.Cluster());
        }
        catch (GuruException)
        {
            // What the server answers is not the question here, only what it was asked.
        }

        return [.. server.Requests.Select(Right.Of).Distinct()];
    }

    private static IReadOnlyList<Right> Granted(string role)
    {
        YamlStream stream = [];
        stream.Load(new StringReader(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "deploy", "kubernetes", role))));
        return
        [
            .. from rule in ((YamlSequenceNode)stream.Documents[0].RootNode["rules"]).Children
               from @group in Texts(rule["apiGroups"])
               from resource in Texts(rule["resources"])
               from verb in Texts(rule["verbs"])
               select new Right(@group, resource, verb),
        ];
    }

    private static IEnumerable<string> Texts(YamlNode node) => ((YamlSequenceNode)node).Children.Select(child => ((YamlScalarNode)child).Value!);

    /// <summary>A right as https://kubernetes.io/docs/reference/access-authn-authz/authorization/#determine-the-request-verb derives it from a request.</summary>
    private sealed record Right(string Group, string Resource, string Verb)
    {
        public static Right Of(SentRequest request)
        {
            string[] parts = request.Uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
            int at = Array.IndexOf(parts, "apis") is var apis and >= 0 ? apis : Array.IndexOf(parts, "api");
            string group = parts[at] == "apis" ? parts[at + 1] : string.Empty;
            string[] rest = parts[(at + (group.Length > 0 ? 3 : 2))..];
            rest = rest[0] == "namespaces" ? rest[2..] : rest;
            string verb = request.Method switch
            {
                "GET" => rest.Length == 1 ? "list" : "get",
                "POST" => "create",
                "PUT" => "update",
                "PATCH" => "patch",
                "DELETE" => "delete",
                _ => request.Method,
            };
            return new Right(group, rest.Length > 2 ? $"{rest[0]}/{rest[2]}" : rest[0], verb);
        }
    }
}
