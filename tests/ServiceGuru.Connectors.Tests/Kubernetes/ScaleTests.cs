using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Exec;
using ServiceGuru.Services;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.Kubernetes;

public sealed class ScaleTests
{
    private const string Scale = """{"kind":"Scale","apiVersion":"autoscaling/v1","metadata":{"name":"worker"},"spec":{"replicas":0},"status":{"replicas":2,"selector":"component=worker"}}""";

    [Theory]
    [InlineData(WorkloadKind.StatefulSet, "statefulsets")]
    [InlineData(WorkloadKind.Deployment, "deployments")]
    public async Task The_subresource_tells_what_is_wanted_and_what_is_there(WorkloadKind kind, string plural)
    {
        FakeServer server = new(() => Json(Scale));

        (await server.Cluster().GetScaleAsync(kind, "worker", default)).ShouldBe(new WorkloadScale(0, 2));

        server.Requests.Single().PathAndQuery.ShouldBe($"/cluster/apis/apps/v1/namespaces/packit--stg/{plural}/worker/scale");
    }

    [Fact]
    public async Task A_number_is_set_by_a_merge_patch()
    {
        FakeServer server = new(() => Json(Scale));

        await server.Cluster().SetReplicasAsync(WorkloadKind.StatefulSet, "worker", 0, default);

        SentRequest request = server.Requests.Single();
        (request.Method, request.Body).ShouldBe(("PATCH", """{"spec":{"replicas":0}}"""));
        request.Headers["Content-Type"].ShouldBe("application/merge-patch+json");
    }
}
