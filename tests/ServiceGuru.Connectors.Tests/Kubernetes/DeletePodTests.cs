using System.Net;
using System.Text.Json.Nodes;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Operations;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;
using static ServiceGuru.Connectors.Tests.Kubernetes.ClusterAnswers;

namespace ServiceGuru.Connectors.Tests.Kubernetes;

public sealed class DeletePodTests
{
    [Theory]
    [InlineData(true, """{"apiVersion":"v1","kind":"DeleteOptions","preconditions":{"uid":"u-1"},"gracePeriodSeconds":0}""")]
    [InlineData(false, """{"apiVersion":"v1","kind":"DeleteOptions","preconditions":{"uid":"u-1"}}""")]
    public async Task A_pod_is_deleted_only_if_it_is_still_that_pod(bool force, string body)
    {
        FakeServer server = new(() => Json(Pod("packit-worker-long-running-0")));

        (await server.Cluster().DeletePodAsync("packit-worker-long-running-0", "u-1", force, default)).ShouldBeTrue();

        SentRequest sent = server.Requests.Single();
        (sent.Method, sent.PathAndQuery).ShouldBe(("DELETE", "/cluster/api/v1/namespaces/packit--stg/pods/packit-worker-long-running-0"));
        JsonNode.DeepEquals(JsonNode.Parse(sent.Body), JsonNode.Parse(body)).ShouldBeTrue(sent.Body);
    }

    [Theory]
    [InlineData(404, "NotFound")]
    [InlineData(409, "Conflict")]
    public async Task A_pod_that_is_gone_or_another_one_is_not_deleted(int status, string reason)
    {
        FakeServer server = new(() => Json(Status(status, reason, "Precondition failed: UID in precondition: u-1, UID in object meta: u-2"), (HttpStatusCode)status));

        (await server.Cluster().DeletePodAsync("packit-worker-long-running-0", "u-1", true, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_cluster_that_does_not_let_us_is_told()
    {
        FakeServer server = new(() => Json(Status(403, "Forbidden", "pods is forbidden"), HttpStatusCode.Forbidden));

        Failure failure = await Calling.FailureOfAsync(() => server.Cluster().DeletePodAsync("p", "u-1", true, default));

        (failure.Id, failure.Kind).ShouldBe(("ClusterForbidden", FailureKind.Unreachable));
    }
}
