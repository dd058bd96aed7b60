using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Api;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Tests.Cluster;

public sealed class WatchTests
{
    private const string ConfigMaps = "api/v1/namespaces/packit--prod/configmaps";

    [Fact]
    public async Task A_watch_without_a_version_begins_with_what_exists()
    {
        await using var host = await ClusterHost.Start();
        var seen = new List<string>();
        await foreach (var change in host.Watch(ClusterClient.Pods))
        {
            change.Text("type").ShouldBe("ADDED");
            seen.Add(change.Text("object", "metadata", "name")!);
            if (seen.Count == 8)
            {
                break;
            }
        }

        seen.ShouldContain("packit-worker-short-running-1");
    }

    [Fact]
    public async Task A_watch_goes_on_from_a_version_without_a_gap()
    {
        await using var host = await ClusterHost.Start();
        var from = (await host.Get(ConfigMaps)).Text("metadata", "resourceVersion");
        await Make(host, "one");
        await Make(host, "two");

        var seen = new List<string>();
        await foreach (var change in host.Watch($"{ConfigMaps}?resourceVersion={from}"))
        {
            seen.Add($"{change.Text("type")} {change.Text("object", "metadata", "name")}");
            if (seen.Count == 2)
            {
                await host.Send(HttpMethod.Delete, $"{ConfigMaps}/one");
            }

            if (seen.Count == 3)
            {
                break;
            }
        }

        seen.ShouldBe(["ADDED one", "ADDED two", "DELETED one"]);
    }

    [Fact]
    public async Task An_object_that_leaves_the_selection_is_deleted_for_the_watcher()
    {
        await using var host = await ClusterHost.Start();
        await Make(host, "one");
        var from = (await host.Get(ConfigMaps)).Text("metadata", "resourceVersion");
        foreach (var label in new[] { "\"in\"", "\"out\"" })
        {
            await host.Send(HttpMethod.Patch, $"{ConfigMaps}/one", JsonNode.Parse("""{"metadata":{"labels":{"is":LABEL}}}""".Replace("LABEL", label, StringComparison.Ordinal)), "application/merge-patch+json");
        }

        var types = new List<string?>();
        await foreach (var change in host.Watch($"{ConfigMaps}?labelSelector=is%3Din&resourceVersion={from}&timeoutSeconds=1"))
        {
            types.Add(change.Text("type"));
        }

        types.ShouldBe(["ADDED", "DELETED"]);
    }

    [Fact]
    public async Task A_version_that_is_forgotten_is_an_error_event_with_410()
    {
        await using var host = await ClusterHost.Start();
        await foreach (var change in host.Watch($"{ClusterClient.Pods}?resourceVersion=5"))
        {
            change.Text("type").ShouldBe("ERROR");
            change.Number("object", "code").ShouldBe(410);
            change.Text("object", "reason").ShouldBe("Expired");
            return;
        }

        Assert.Fail("the watch said nothing");
    }

    [Fact]
    public async Task A_watch_ends_in_time_with_a_bookmark_for_those_who_want_one()
    {
        await using var host = await ClusterHost.Start();
        var version = (await host.Get(ClusterClient.Pods)).Text("metadata", "resourceVersion");

        var events = new List<JsonObject>();
        await foreach (var change in host.Watch($"{ClusterClient.Pods}?resourceVersion={version}&allowWatchBookmarks=true&timeoutSeconds=1"))
        {
            events.Add(change);
        }

        var bookmark = events.ShouldHaveSingleItem();
        bookmark.Text("type").ShouldBe("BOOKMARK");
        bookmark.Text("object", "metadata", "resourceVersion").ShouldBe(version);
    }

    [Fact]
    public async Task Initial_events_end_with_a_marked_bookmark()
    {
        await using var host = await ClusterHost.Start();
        var count = 0;
        await foreach (var change in host.Watch($"{ClusterClient.Pods}?sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true"))
        {
            if (change.Text("type") == "BOOKMARK")
            {
                change.Text("object", "metadata", "annotations", "k8s.io/initial-events-end").ShouldBe("true");
                break;
            }

            count++;
        }

        count.ShouldBe(8);
    }

    [Fact]
    public void Only_a_window_of_changes_is_remembered()
    {
        var store = new ObjectStore(new SandboxClock(TimeProvider.System, 1), window: 10);
        var first = store.Create(ResourceKinds.Namespace, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "a" } });
        for (var number = 0; number < 20; number++)
        {
            store.Update(ResourceKinds.Namespace, "", "a", content => content["number"] = number);
        }

        Should.Throw<ApiException>(() => store.Watch(ResourceKinds.Namespace, first.Version)).Code.ShouldBe(410);
        using var watch = store.Watch(ResourceKinds.Namespace, store.Version - 10);
        watch.Missed.Count.ShouldBe(10);
    }

    private static Task Make(ClusterHost host, string name) =>
        host.Send(HttpMethod.Post, ConfigMaps, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
}
