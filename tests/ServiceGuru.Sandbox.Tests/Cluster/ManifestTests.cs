namespace ServiceGuru.Sandbox.Tests.Cluster;

/// <summary>The manifests in deploy/kubernetes as the stock kubectl reads them, against an API server that knows their kinds.</summary>
public sealed class ManifestTests
{
    [SkippableTheory]
    [InlineData("", "deployment.apps/serviceguru-worker", "deployment.apps/serviceguru-page", "cronjob.batch/serviceguru-weekly", "poddisruptionbudget.policy/serviceguru-worker", "service/serviceguru-page",
        "networkpolicy.networking.k8s.io/serviceguru", "networkpolicy.networking.k8s.io/serviceguru-page", "serviceaccount/serviceguru-operator", "serviceaccount/serviceguru-page")]
    [InlineData("access", "role.rbac.authorization.k8s.io/serviceguru-operator", "rolebinding.rbac.authorization.k8s.io/serviceguru-operator")]
    [InlineData("access/exec", "role.rbac.authorization.k8s.io/serviceguru-operator-exec", "rolebinding.rbac.authorization.k8s.io/serviceguru-operator-exec")]
    public async Task They_can_be_applied(string folder, params string[] expected)
    {
        Skip.IfNot(Kubectl.Present, "kubectl is not on the PATH");
        await using var host = await ClusterHost.Start();
        using var kubectl = new Kubectl(host);

        var output = await kubectl.Run($"apply --dry-run=client --validate=false -n packit--prod -k {Path.Combine(AppContext.BaseDirectory, "deploy", "kubernetes", folder)}");

        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order().ShouldBe(expected.Select(name => $"{name} created (dry run)").Order());
        host.Effects.All.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task Rights_and_network_policies_are_kinds_that_can_be_made_and_read()
    {
        Skip.IfNot(Kubectl.Present, "kubectl is not on the PATH");
        await using var host = await ClusterHost.Start();
        using var kubectl = new Kubectl(host);

        (await kubectl.Run($"apply --validate=false -k {Path.Combine(AppContext.BaseDirectory, "deploy", "kubernetes", "access")} -n packit--prod")).ShouldContain("role.rbac.authorization.k8s.io/serviceguru-operator created");

        (await kubectl.Run("get role,rolebinding,netpol -n packit--prod")).ShouldContain("rolebinding.rbac.authorization.k8s.io/serviceguru-operator");
    }
}
