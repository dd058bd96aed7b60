using System.Net;
using System.Net.WebSockets;
using System.Text;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Exec;
using ServiceGuru.Operations;
using static ServiceGuru.Connectors.Tests.Kubernetes.ExecServer;

namespace ServiceGuru.Connectors.Tests.Kubernetes;

/// <summary>
/// Messages as in https://pkg.go.dev/k8s.io/apimachinery/pkg/util/remotecommand, statuses as the kubelet writes them
/// (https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/kubelet/pkg/cri/streaming/remotecommand/exec.go).
/// </summary>
public sealed class PodExecTests
{
    private const string Success = """{"metadata":{},"status":"Success"}""";

    private static readonly PodCommand Curl = new("worker-0", "packit-worker", ["curl", "-I", "a b&c"]) { Timeout = CommandTimeout };

    [Theory]
    [InlineData("v5.channel.k8s.io")]
    [InlineData("v4.channel.k8s.io")]
    public async Task A_command_ends_with_its_output_and_exit_code(string protocol)
    {
        using ExecServer server = new(protocol, async socket =>
        {
            await SayAsync(socket, Output, string.Empty);
            await SayAsync(socket, Output, "HTTP/1.1 ");
            await SayAsync(socket, Errors, "curl: (7) no\n");
            await SayAsync(socket, Output, "200 OK\n");
            await SayAsync(socket, 255, "\u0001");
            await EndAsync(socket, """
                {"metadata":{},"status":"Failure","message":"command terminated with non-zero exit code: exit status 7","reason":"NonZeroExitCode",
                 "details":{"causes":[{"reason":"ExitCode","message":"7"}]}}
                """);
        });

        PodCommandResult result = await server.Cluster.ExecAsync(Curl, default);

        result.ShouldBe(new PodCommandResult(7, "HTTP/1.1 200 OK\n", "curl: (7) no\n"));
        server.Requests.ShouldHaveSingleItem().ShouldBe((
            "/cluster/api/v1/namespaces/packit--prod/pods/worker-0/exec?command=curl&command=-I&command=a%20b%26c&container=packit-worker&stdout=true&stderr=true",
            $"Bearer {KnownSecrets.Value}",
            "v5.channel.k8s.io, v4.channel.k8s.io"));
    }

    [Fact]
    public async Task Pieces_of_a_message_and_of_a_letter_are_put_together_and_secrets_are_blotted_out()
    {
        byte[] letters = Encoding.UTF8.GetBytes($"⚠️ {KnownSecrets.Value}");
        using ExecServer server = new("v5.channel.k8s.io", async socket =>
        {
            await SayAsync(socket, [Output, .. letters[..1]], end: false);
            await SayAsync(socket, letters[1..2], end: true);
            await SayAsync(socket, [Output, .. letters[2..12]]);
            await SayAsync(socket, [Output, .. letters[12..]]);
            await EndAsync(socket, Success);
        });

        (await server.Cluster.ExecAsync(Curl, default)).ShouldBe(new PodCommandResult(0, "⚠️ ***", string.Empty));
    }

    [Fact]
    public async Task A_server_that_hangs_up_after_the_end_is_fine()
    {
        using ExecServer server = new("v4.channel.k8s.io", async socket =>
        {
            await SayAsync(socket, Status, Success);
            socket.Abort();
        });

        (await server.Cluster.ExecAsync(Curl, default)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_refusal_is_told_in_the_clusters_words()
    {
        using ExecServer server = new(HttpStatusCode.Forbidden, ClusterAnswers.Status(403, "Forbidden", "pods \\\"worker-0\\\" is forbidden: User \\\"guru\\\" cannot get resource \\\"pods/exec\\\""));

        Failure failure = await FailureAsync(server);

        failure.Id.ShouldBe("ClusterForbidden");
        failure.Kind.ShouldBe(FailureKind.Unreachable);
        failure.Cause.ShouldNotBeNull().ShouldContain("cannot get resource \"pods/exec\"");
    }

    [Theory]
    [InlineData(400, "container x is not valid for pod worker-0")]
    [InlineData(404, "pods \\\"worker-0\\\" not found")]
    [InlineData(500, "Internal error occurred: unable to upgrade connection: container not found (\\\"packit-worker\\\")")]
    public async Task A_container_that_does_not_run_is_a_clear_failure(int status, string message)
    {
        using ExecServer server = new((HttpStatusCode)status, ClusterAnswers.Status(status, "InternalError", message));

        Failure failure = await FailureAsync(server);

        failure.Id.ShouldBe("PodExecFailed");
        failure.Target.ShouldBe("worker-0 (packit-worker)");
        failure.Cause.ShouldNotBeNull().ShouldContain(message.Replace("\\\"", "\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_that_the_image_lacks_is_told()
    {
        using ExecServer server = new("v5.channel.k8s.io", socket => EndAsync(socket, """
            {"metadata":{},"status":"Failure","message":"Internal error occurred: error executing command in container: exec: \"curl\": executable file not found in $PATH: unknown","reason":"InternalError","code":500}
            """));

        (await FailureAsync(server)).Id.ShouldBe("PodProgramMissing");
    }

    [Theory]
    [InlineData(true, FailureKind.Unreachable)]
    [InlineData(false, FailureKind.UnknownOutcome)]
    public async Task An_end_that_nobody_tells_is_a_broken_connection(bool repeatable, FailureKind kind)
    {
        using ExecServer server = new("v5.channel.k8s.io", socket => socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None));

        Failure failure = await FailureAsync(server, Curl with { Repeatable = repeatable });

        failure.Id.ShouldBe("PodExecBroken");
        failure.Kind.ShouldBe(kind);
        server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(true, FailureKind.Unreachable)]
    [InlineData(false, FailureKind.UnknownOutcome)]
    public async Task A_command_that_does_not_end_is_given_up(bool repeatable, FailureKind kind)
    {
        TaskCompletionSource said = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using ExecServer server = new("v5.channel.k8s.io", async socket =>
        {
            await SayAsync(socket, Output, "working");
            said.SetResult();
            await over.Task;
        });
        Task<Failure> failing = FailureAsync(server, Curl with { Repeatable = repeatable });
        await said.Task;
        server.Time.Advance(CommandTimeout);

        Failure failure = await failing;
        over.SetResult();

        failure.Id.ShouldBe("PodExecTimedOut");
        failure.Kind.ShouldBe(kind);
        failure.Message.ShouldContain("47 s");
    }

    [Fact]
    public async Task Output_without_end_is_not_kept()
    {
        using ExecServer server = new("v5.channel.k8s.io", async socket =>
        {
            string much = new('x', 64 * 1024);
            for (int piece = 0; piece < 17; piece++)
            {
                await SayAsync(socket, Output, much);
            }

            await EndAsync(socket, Success);
        });

        (await FailureAsync(server)).Id.ShouldBe("PodExecOutputTooLarge");
    }

    [Fact]
    public async Task A_proxy_that_opens_no_WebSocket_is_told()
    {
        using ExecServer server = new(HttpStatusCode.OK, "<html>welcome</html>");

        (await FailureAsync(server)).Id.ShouldBe("ClusterUnreadable");
    }

    private static Task<Failure> FailureAsync(ExecServer server, PodCommand? command = null) =>
        Calling.FailureOfAsync(() => server.Cluster.ExecAsync(command ?? Curl, default)).WaitAsync(TimeSpan.FromSeconds(60));
}
