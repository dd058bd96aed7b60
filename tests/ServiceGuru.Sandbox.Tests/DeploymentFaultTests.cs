using System.Text.Json;

namespace ServiceGuru.Sandbox.Tests;

/// <summary>Worlds whose last deployment went wrong in one way or another.</summary>
public sealed class DeploymentFaultTests
{
    private const string Streams = "cluster/apis/image.openshift.io/v1/namespaces/packit--prod/imagestreams";
    private const string Pods = "cluster/api/v1/namespaces/packit--prod/pods";

    [Fact]
    public async Task Image_streams_remember_the_deployments_of_the_last_weeks()
    {
        await using World world = await World.StartAsync();

        List<JsonElement> items = await ItemsAsync(world, "packit-worker");

        items.Count.ShouldBeGreaterThan(1);
        items.Select(item => item.GetProperty("created").GetDateTimeOffset()).ShouldBeInOrder(SortDirection.Descending);
        items.Select(item => item.GetProperty("image").GetString()).ShouldBeUnique();
        (await HasAsync(world, items[1])).ShouldBeTrue();
    }

    [Fact]
    public async Task What_the_registry_collects_is_gone_until_the_fault_is_cleared()
    {
        await using World world = await World.StartAsync(faults: "previous-image-gone");
        List<JsonElement> items = await ItemsAsync(world, "packit-worker");

        (await HasAsync(world, items[0])).ShouldBeTrue();
        (await HasAsync(world, items[1])).ShouldBeFalse();

        world.Server.SetFault("previous-image-gone", false);
        (await HasAsync(world, items[1])).ShouldBeTrue();
    }

    [Fact]
    public async Task Production_that_missed_an_image_runs_one_that_cannot_be_pulled()
    {
        await using World world = await World.StartAsync(faults: "digest-garbage-collected");

        (await HasAsync(world, (await ItemsAsync(world, "packit-worker"))[0])).ShouldBeFalse();
        await World.EventuallyAsync(() => WaitingAsync(world), reasons => reasons.Contains("packit-worker-long-running-0 ImagePullBackOff"));
    }

    [Fact]
    public async Task A_reverted_production_is_held_at_the_older_images_and_says_why()
    {
        await using World world = await World.StartAsync(faults: "previous-deployment-reverted");

        JsonElement stream = await world.JsonAsync($"{Streams}/packit-worker", world.Token("cluster"));

        JsonElement tag = stream.GetProperty("spec").GetProperty("tags")[0];
        tag.GetProperty("from").GetProperty("name").GetString().ShouldNotBeNull().ShouldContain("@sha256:");
        tag.GetProperty("importPolicy").GetProperty("scheduled").GetBoolean().ShouldBeFalse();
        stream.GetProperty("metadata").GetProperty("annotations").GetProperty("serviceguru.dev/reverted.prod").GetString().ShouldNotBeNull().ShouldContain("all jobs failed");
        (await WaitingAsync(world)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_broken_pod_stays_although_its_stateful_set_was_mended()
    {
        await using World world = await World.StartAsync(faults: "rollout-stuck-statefulset");

        await World.EventuallyAsync(() => WaitingAsync(world), reasons => reasons.Contains("packit-worker-long-running-0 ImagePullBackOff"));
        JsonElement set = await world.JsonAsync("cluster/apis/apps/v1/namespaces/packit--prod/statefulsets/packit-worker-long-running", world.Token("cluster"));
        string image = set.GetProperty("spec").GetProperty("template").GetProperty("spec").GetProperty("containers")[0].GetProperty("image").GetString()!;
        image.ShouldEndWith((await ItemsAsync(world, "packit-worker"))[0].GetProperty("image").GetString()!);
    }

    [Fact]
    public async Task Jobs_of_all_kinds_are_listed_and_some_fail_every_day()
    {
        await using World world = await World.StartAsync();

        foreach ((string path, string time) in new[] { ("copr-builds", "build_submitted_time"), ("testing-farm/results", "submitted_time"), ("srpm-builds", "build_submitted_time") })
        {
            JsonElement[] jobs = [.. (await world.JsonAsync($"api/prod/{path}?per_page=50")).EnumerateArray()];
            jobs.Length.ShouldBe(50);
            jobs.Select(job => job.GetProperty(time).GetInt64()).ShouldBeInOrder(SortDirection.Descending);
            int failed = jobs.Count(job => job.ToString().Contains("\"failure\"", StringComparison.Ordinal) || job.ToString().Contains("\"error\"", StringComparison.Ordinal));
            failed.ShouldBeInRange(1, 12, path);
        }
    }

    private static async Task<List<JsonElement>> ItemsAsync(World world, string stream) =>
        [.. (await world.JsonAsync($"{Streams}/{stream}", world.Token("cluster"))).GetProperty("status").GetProperty("tags")[0].GetProperty("items").EnumerateArray()];

    private static async Task<bool> HasAsync(World world, JsonElement item)
    {
        using HttpResponseMessage manifest = await world.GetAsync($"quay/v2/packit/packit-worker/manifests/{item.GetProperty("image").GetString()}");
        return manifest.IsSuccessStatusCode;
    }

    private static async Task<IReadOnlyList<string>> WaitingAsync(World world) =>
    [
        .. from pod in (await world.JsonAsync(Pods, world.Token("cluster"))).GetProperty("items").EnumerateArray()
           where pod.GetProperty("status").TryGetProperty("containerStatuses", out _)
           from container in pod.GetProperty("status").GetProperty("containerStatuses").EnumerateArray()
           where container.GetProperty("state").TryGetProperty("waiting", out _)
           select $"{pod.GetProperty("metadata").GetProperty("name").GetString()} {container.GetProperty("state").GetProperty("waiting").GetProperty("reason").GetString()}",
    ];
}
