using System.Net;
using ServiceGuru.Connectors.Kubernetes;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Tests.Kubernetes;

/// <summary>The connector over a fake API server.</summary>
internal static class TestCluster
{
    public const string Root = "/cluster/api/v1/namespaces/packit--stg";

    public static KubernetesApi Api(this FakeServer server) => new(
        new ClusterAccessResolver(
            new ClusterDefinition { Server = new Uri("https://cluster.example:6443/cluster"), Token = KnownSecrets.Reference },
            null,
            new KnownSecrets(server.Redactor),
            server.Pipeline,
            new HostSurroundings(_ => null, "/nowhere", "/nowhere")),
        server.Pipeline,
        _ => server);

    public static KubernetesCluster Cluster(this FakeServer server) => new(server.Api(), "packit--stg");

    /// <summary>Answers each path by what stands for it; a list that nothing stands for is empty.</summary>
    public static FakeServer Serving(params (string Path, string Json)[] answers) => new(request =>
    {
        string path = request.Uri.AbsolutePath;
        string? json = answers.Where(answer => path.EndsWith(answer.Path, StringComparison.Ordinal)).Select(answer => answer.Json).FirstOrDefault();
        return FakeServer.Json(json ?? ClusterAnswers.List("List", string.Empty), HttpStatusCode.OK);
    });
}
