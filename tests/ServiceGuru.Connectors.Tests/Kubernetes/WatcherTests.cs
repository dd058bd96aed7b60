using System.Net;
using System.Text;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Connectors.Kubernetes;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Operations;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;
using static ServiceGuru.Connectors.Tests.Kubernetes.ClusterAnswers;

namespace ServiceGuru.Connectors.Tests.Kubernetes;

/// <summary>Streams as in https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes.</summary>
public sealed class WatcherTests
{
    private const string Path = "api/v1/namespaces/packit--stg/pods";

    [Fact]
    public async Task A_watch_tells_the_list_then_each_change_and_resumes_where_the_stream_ended()
    {
        FakeServer server = Watching(
            [() => Json(List("PodList", Pod("a"), version: "10"))],
            [
                () => Stream(Line("ADDED", Pod("b", "11")), Line("MODIFIED", Pod("a", "12")), Bookmark("20")),
                () => Stream(Line("DELETED", Pod("a", "21"))),
            ]);

        List<string> told = await TakeAsync(server, 4);

        told.ShouldBe(["Listed a", "Added b", "Modified a", "Deleted a"]);
        Watches(server).ShouldBe(["10", "20"]);
        server.Requests[1].PathAndQuery.ShouldContain("watch=true&allowWatchBookmarks=true&timeoutSeconds=290");
    }

    [Fact]
    public async Task A_forgotten_place_leads_to_a_new_list_that_is_told_as_a_gap()
    {
        FakeServer server = Watching(
            [() => Json(List("PodList", Pod("a"), version: "10")), () => Json(List("PodList", Pod("c"), version: "90"))],
            [
                () => Stream(Line("ERROR", Status(410, "Expired", "too old resource version: 10 (50)"))),
                () => Stream(Line("ADDED", Pod("d", "91"))),
            ]);

        (await TakeAsync(server, 3)).ShouldBe(["Listed a", "Relisted c", "Added d"]);
        Watches(server).ShouldBe(["10", "90"]);
    }

    [Fact]
    public async Task A_forgotten_place_may_also_come_as_the_status()
    {
        FakeServer server = Watching(
            [() => Json(List("PodList", Pod("a"), version: "10")), () => Json(List("PodList", Pod("c"), version: "90"))],
            [() => Json(Status(410, "Expired", "too old"), HttpStatusCode.Gone), () => Stream(Line("ADDED", Pod("d", "91")))]);

        (await TakeAsync(server, 3)).ShouldBe(["Listed a", "Relisted c", "Added d"]);
    }

    [Fact]
    public async Task A_stream_that_breaks_in_a_line_is_resumed_before_that_line()
    {
        FakeServer server = Watching(
            [() => Json(List("PodList", Pod("a"), version: "10"))],
            [
                () => Stream(Line("ADDED", Pod("b", "11")), Line("ADDED", Pod("c", "12"))[..40]),
                () => Stream(Line("ADDED", Pod("c", "12"))),
            ]);

        (await TakeAsync(server, 3)).ShouldBe(["Listed a", "Added b", "Added c"]);
        Watches(server).ShouldBe(["10", "11"]);
    }

    [Fact]
    public async Task A_server_in_trouble_is_asked_again_with_growing_pauses()
    {
        FakeServer server = Watching(
            [() => Json(List("PodList", Pod("a"), version: "10"))],
            [() => Stream(), () => Stream(), () => Stream(Line("ERROR", Status(504, "Timeout", "etcd"))), () => Stream(Line("ADDED", Pod("b", "11")))]);

        (await TakeAsync(server, 2)).ShouldBe(["Listed a", "Added b"]);
        server.Time.Waits.ShouldBe([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)]);
    }

    [Fact]
    public async Task A_silent_stream_is_taken_for_dead_after_its_limit()
    {
        SilentStream silent = new();
        FakeServer server = Watching(
            [() => Json(List("PodList", Pod("a"), version: "10"))],
            [() => new HttpResponseMessage { Content = new StreamContent(silent) }, () => Stream(Line("ADDED", Pod("b", "11")))]);

        Task<List<string>> told = TakeAsync(server, 2);
        await silent.Waited.Task.WaitAsync(TimeSpan.FromSeconds(60));
        server.Time.Advance(KubernetesWatcher.SilenceLimit);

        (await told.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBe(["Listed a", "Added b"]);
    }

    [Fact]
    public async Task An_error_that_stays_ends_the_watch()
    {
        FakeServer server = Watching(
            [() => Json(List("PodList", Pod("a"), version: "10"))],
            [() => Stream(Line("ERROR", Status(403, "Forbidden", "no longer")))]);

        Failure failure = await Calling.FailureOfAsync(() => TakeAsync(server, 2));

        failure.Cause.ShouldBe("The watch ends with 403 no longer");
    }

    private static FakeServer Watching(Func<HttpResponseMessage>[] lists, Func<HttpResponseMessage>[] watches)
    {
        int list = 0;
        int watch = 0;
        return new FakeServer(request => request.Uri.Query.Contains("watch=true") ? watches[watch++]() : lists[list++]());
    }

    private static IEnumerable<string> Watches(FakeServer server) => server.Requests
        .Where(request => request.Uri.Query.Contains("watch=true"))
        .Select(request => request.Uri.Query.Split("resourceVersion=")[1]);

    private static async Task<List<string>> TakeAsync(FakeServer server, int count)
    {
        List<string> told = [];
        await foreach (WatchEvent<string> e in new KubernetesWatcher(server.Api()).WatchAsync(Path, pod => pod.NeedText("metadata", "name"), default))
        {
            told.Add($"{e.Kind} {string.Join(' ', e.Items)}");
            if (told.Count == count)
            {
                break;
            }
        }

        return told;
    }

    private static string Line(string type, string item) => $$"""{"type":"{{type}}","object":{{item.ReplaceLineEndings(" ")}}}""";

    private static string Bookmark(string version) => Line("BOOKMARK", $$"""{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"{{version}}","creationTimestamp":null} }""");

    private static HttpResponseMessage Stream(params string[] lines) => new() { Content = new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/json") };

    private sealed class SilentStream : MemoryStream
    {
        public TaskCompletionSource Waited { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Waited.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return 0;
        }
    }
}
