using System.Net;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Operations;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;
using static ServiceGuru.Connectors.Tests.Kubernetes.ClusterAnswers;

namespace ServiceGuru.Connectors.Tests.Kubernetes;

public sealed class LogTests
{
    [Fact]
    public async Task The_tail_comes_as_lines_without_secrets()
    {
        FakeServer server = new(() => new HttpResponseMessage { Content = new StringContent($"first\r\ntoken={KnownSecrets.Value}\n\nlast\n") });

        IReadOnlyList<string> lines = await server.Cluster().ReadLogTailAsync("p-0", "packit-worker", previous: true, 20, default);

        lines.ShouldBe(["first", "token=***", "", "last"]);
        server.Requests.Single().PathAndQuery.ShouldBe($"{TestCluster.Root}/pods/p-0/log?container=packit-worker&tailLines=20&previous=true");
    }

    [Theory]
    [InlineData(400, "previous terminated container \\\"c\\\" in pod \\\"p\\\" not found")]
    [InlineData(400, "container \\\"c\\\" in pod \\\"p\\\" is waiting to start: trying and failing to pull image")]
    [InlineData(404, "pods \\\"p\\\" not found")]
    public async Task Where_there_is_no_log_there_are_no_lines(int code, string message)
    {
        FakeServer server = new(() => Json(Status(code, "BadRequest", message), (HttpStatusCode)code));

        (await server.Cluster().ReadLogTailAsync("p", "c", previous: false, 20, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_container_is_a_failure_and_no_empty_log()
    {
        FakeServer server = new(() => Json(Status(400, "BadRequest", "container x is not valid for pod p"), HttpStatusCode.BadRequest));

        Failure failure = await Calling.FailureOfAsync(() => server.Cluster().ReadLogTailAsync("p", "x", previous: false, 20, default));

        failure.Cause.ShouldNotBeNull().ShouldContain("container x is not valid for pod p");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task No_line_and_too_many_lines_are_a_mistake_of_the_caller(int lines)
    {
        FakeServer server = new(() => Json("{}"));

        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => server.Cluster().ReadLogTailAsync("p", "x", previous: false, lines, default));
        server.Requests.ShouldBeEmpty();
    }
}
