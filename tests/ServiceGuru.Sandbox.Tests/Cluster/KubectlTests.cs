namespace ServiceGuru.Sandbox.Tests.Cluster;

public sealed class KubectlTests
{
    private const string Web = """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"replicas":2,"selector":{"matchLabels":{"app":"web"}},
         "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"web","image":"quay.io/packit/web:1"}]}}}}
        """;

    [SkippableTheory]
    [InlineData("get pods", "packit-worker-short-running-0", "1/1", "Running", "6d21h")]
    [InlineData("get pods -o wide -l component=valkey", "NOMINATED NODE", "sandbox.internal")]
    [InlineData("get deploy,sts,rs -n packit--stg", "deployment.apps/packit-service", "statefulset.apps/packit-worker-long-running")]
    [InlineData("get imagestreams", "IMAGE REPOSITORY", "packit-worker", "prod", "6 days ago")]
    [InlineData("get istag", "packit-worker:prod", "quay.io/packit/packit-worker@sha256:")]
    [InlineData("get ns,no", "namespace/packit--prod", "Active", "Ready")]
    [InlineData("get pod packit-worker-short-running-0 -o yaml", "kind: Pod", "imageID: quay.io/packit/packit-worker@sha256:")]
    [InlineData("get pods --chunk-size=3 --context stg", "packit-service-beat")]
    [InlineData("get pods nope", "Error from server (NotFound): pods \"nope\" not found")]
    [InlineData("describe pod packit-worker-short-running-0", "Controlled By:", "StatefulSet/packit-worker-short-running")]
    [InlineData("describe deploy packit-service", "StrategyType:", "Recreate", "NewReplicaSetAvailable")]
    [InlineData("describe sts packit-worker-short-running", "2 Running / 0 Waiting")]
    [InlineData("logs packit-worker-short-running-0 --tail=1 -c packit-worker", "celery@packit-worker-short-running-0 ready.")]
    [InlineData("rollout status sts/packit-worker-short-running", "complete")]
    [InlineData("api-resources", "imagestreams", "image.openshift.io")]
    public async Task Reading_commands_work(string command, params string[] expected)
    {
        Skip.IfNot(Kubectl.Present, "kubectl is not on the PATH");
        await using var host = await ClusterHost.Start();
        using var kubectl = new Kubectl(host);

        var output = await kubectl.Run(command);

        expected.ShouldAllBe(part => output.Contains(part, StringComparison.Ordinal), output);
        host.Effects.All.ShouldBeEmpty();
    }

    [SkippableTheory]
    [InlineData("rollout restart deploy/packit-service", "restarted", "rollout status deploy/packit-service --timeout=60s", "successfully rolled out")]
    [InlineData("rollout restart sts/packit-worker-short-running", "restarted", "rollout status sts/packit-worker-short-running --timeout=60s", "roll")]
    [InlineData("scale deploy/packit-service --replicas=2", "scaled", "rollout status deploy/packit-service --timeout=60s", "successfully rolled out")]
    [InlineData("annotate deploy/packit-service a/b=c", "annotated", "get deploy packit-service -o yaml", "a/b: c")]
    [InlineData("delete pod packit-worker-short-running-0 --force --grace-period=0", "deleted", "get pods", "packit-worker-short-running-1")]
    [InlineData("patch deploy packit-service -p {\"metadata\":{\"labels\":{\"x\":\"y\"}}}", "patched", "get deploy -l x=y", "packit-service")]
    [InlineData("patch is packit-worker --type=merge -p {\"metadata\":{\"labels\":{\"x\":\"y\"}}}", "patched", "get is -l x=y", "packit-worker")]
    public async Task Writing_commands_work_and_are_one_effect(string command, string answer, string then, string expected)
    {
        Skip.IfNot(Kubectl.Present, "kubectl is not on the PATH");
        await using var host = await ClusterHost.Start();
        using var kubectl = new Kubectl(host);

        (await kubectl.Run(command.Replace("\"", "\\\"", StringComparison.Ordinal))).ShouldContain(answer);

        host.Effects.All.ShouldHaveSingleItem();
        (await kubectl.Run(then)).ShouldContain(expected);
    }

    [SkippableFact]
    public async Task Applied_manifests_are_rolled_out_changed_undone_and_deleted()
    {
        Skip.IfNot(Kubectl.Present, "kubectl is not on the PATH");
        await using var host = await ClusterHost.Start();
        using var kubectl = new Kubectl(host);

        (await kubectl.Run("apply -f -", Web)).ShouldContain("deployment.apps/web created");
        (await kubectl.Run("apply -f -", Web)).ShouldContain("deployment.apps/web unchanged");
        (await kubectl.Run("apply -f -", Web.Replace("web:1", "web:2", StringComparison.Ordinal))).ShouldContain("deployment.apps/web configured");
        (await kubectl.Run("rollout status deploy/web --timeout=60s")).ShouldContain("successfully rolled out");
        (await kubectl.Run("get deploy web -o wide")).ShouldContain("quay.io/packit/web:2");
        (await kubectl.Run("rollout undo deploy/web")).ShouldContain("rolled back");
        (await kubectl.Run("get deploy web -o wide")).ShouldContain("quay.io/packit/web:1");
        (await kubectl.Run("delete deploy web")).ShouldContain("deleted");
        (await kubectl.Run("get deploy web")).ShouldContain("NotFound");
    }

    [SkippableFact]
    public async Task A_deleted_pod_is_awaited_until_it_is_gone()
    {
        Skip.IfNot(Kubectl.Present, "kubectl is not on the PATH");
        await using var host = await ClusterHost.Start(speed: 3);
        using var kubectl = new Kubectl(host);

        (await kubectl.Run("delete pod packit-worker-short-running-1")).ShouldContain("deleted");

        host.Effects.All.ShouldBe(["cluster delete-pod packit--prod/pods/packit-worker-short-running-1"]);
    }

    [SkippableFact]
    public async Task A_watch_shows_changes_as_they_come()
    {
        Skip.IfNot(Kubectl.Present, "kubectl is not on the PATH");
        await using var host = await ClusterHost.Start();
        using var kubectl = new Kubectl(host);
        var story = new List<string>();
        await foreach (var line in kubectl.Lines("get pod packit-worker-short-running-1 -w --output-watch-events --no-headers"))
        {
            story.Add(line.Split(' ')[0]);
            if (story.Count == 1)
            {
                await host.Send(HttpMethod.Delete, $"{ClusterClient.Pods}/packit-worker-short-running-1");
            }

            if (line.Contains("1/1", StringComparison.Ordinal) && story.Contains("DELETED") && story[^1] == "MODIFIED")
            {
                break;
            }
        }

        story.ShouldContain("DELETED");
        story.Count(word => word == "ADDED").ShouldBe(2);
    }
}
