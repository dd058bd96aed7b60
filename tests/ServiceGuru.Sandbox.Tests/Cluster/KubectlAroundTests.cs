namespace ServiceGuru.Sandbox.Tests.Cluster;

/// <summary>The stock kubectl shows what stands around workloads as it does on a real cluster.</summary>
public sealed class KubectlAroundTests
{
    [SkippableTheory]
    [InlineData(null, "get svc,ep,endpointslices", "service/packit-dashboard", "ClusterIP", "443/TCP", ":8443", "IPv4", "412d")]
    [InlineData(null, "get routes", "HOST/PORT", "stg.packit.dev", "packit-dashboard-https", "passthrough/Redirect", "None")]
    [InlineData(null, "get pvc", "postgres-15", "Bound", "2Gi", "RWO", "aws-ebs")]
    [InlineData(null, "get svc valkey -o wide", "SELECTOR", "component=valkey")]
    [InlineData(null, "get ds,jobs,cj,hpa,pdb,quota", "No resources found in packit--stg namespace.")]
    [InlineData(null, "describe svc postgres", "TargetPort:", "5432/TCP", "Endpoints:", ":5432")]
    [InlineData(null, "describe pvc valkey-pvc", "Status:        Bound", "Capacity:      4Gi")]
    [InlineData(null, "describe node worker-0.sandbox.internal", "MemoryPressure", "KubeletHasSufficientMemory", "KubeletReady")]
    [InlineData(null, "api-resources", "endpointslices", "discovery.k8s.io/v1", "autoscaling/v2", "route.openshift.io/v1", "policy/v1", "cronjobs")]
    [InlineData("daemonset-unavailable", "get ds", "DESIRED", "NODE SELECTOR", "log-collector", "<none>")]
    [InlineData("job-failing", "get jobs", "Failed", "0/1", "import-images-29391480")]
    [InlineData("cronjob-suspended", "get cj", "SUSPEND", "0 2 * * 2", "True", "8d")]
    [InlineData("route-not-admitted", "get routes", "HostAlreadyClaimed")]
    [InlineData("quota-exceeded", "get quota", "compute-resources", "pods: 10/4")]
    [InlineData("budget-blocks-eviction", "get pdb", "MIN AVAILABLE", "packit-service", "N/A")]
    [InlineData("autoscaler-without-metrics", "get hpa", "Deployment/packit-dashboard", "<unknown>/80%")]
    [InlineData("init-container-stuck", "get pods", "Init:0/1")]
    [InlineData("init-container-stuck", "logs deploy/packit-service-beat -c wait-for-database", "no response")]
    [InlineData("node-not-ready", "get nodes", "NotReady")]
    [InlineData("volume-pending", "get pvc", "Pending", "aws-ebs-encrypted")]
    [InlineData("service-without-endpoints", "get ep packit-dashboard", "<none>")]
    public async Task Reading_commands_work(string? fault, string command, params string[] expected)
    {
        Skip.IfNot(Kubectl.Present, "kubectl is not on the PATH");
        await using var host = await ClusterHost.Start(service: PackitDefinition.Service, faults: fault is null ? [] : [fault]);
        using var kubectl = new Kubectl(host);
        if (fault is not null)
        {
            var sign = FaultSign.All[fault];
            await host.Until(sign.Path, items => items.Any(sign.Shows));
        }

        var output = await kubectl.Run($"--context stg {command}");

        expected.ShouldAllBe(part => output.Contains(part, StringComparison.Ordinal), output);
        host.Effects.All.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task A_job_that_is_made_runs_to_its_end()
    {
        Skip.IfNot(Kubectl.Present, "kubectl is not on the PATH");
        await using var host = await ClusterHost.Start();
        using var kubectl = new Kubectl(host);

        (await kubectl.Run("create job once --image=quay.io/packit/packit-worker:prod -- true")).ShouldContain("created");

        (await kubectl.Run("wait --for=condition=complete job/once --timeout=60s")).ShouldContain("condition met");
        (await kubectl.Run("get pods -l job-name=once")).ShouldContain("Completed");
        (await kubectl.Run("delete job once")).ShouldContain("deleted");
        await host.Until(ClusterClient.Pods, pods => pods.Count == 8);
    }
}
