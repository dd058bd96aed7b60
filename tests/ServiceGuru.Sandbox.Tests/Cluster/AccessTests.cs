using System.Net;
using System.Text;
using ServiceGuru.Sandbox.Cluster.Json;

namespace ServiceGuru.Sandbox.Tests.Cluster;

public sealed class AccessTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    [InlineData("Basic c2FuZGJveDp3cm9uZw==")]
    public async Task Without_the_token_the_answer_is_an_unauthorized_status(string? header)
    {
        await using var host = await ClusterHost.Start();
        host.Api.DefaultRequestHeaders.Remove("Authorization");
        if (header is not null)
        {
            host.Api.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
        }

        var (code, status) = await host.Send(HttpMethod.Get, ClusterClient.Pods);

        code.ShouldBe(HttpStatusCode.Unauthorized);
        status.Text("kind").ShouldBe("Status");
        status.Text("reason").ShouldBe("Unauthorized");
        status.Number("code").ShouldBe(401);
    }

    [Fact]
    public async Task The_token_is_accepted_as_a_password_too_since_kubectl_sends_no_bearer_over_plain_http()
    {
        await using var host = await ClusterHost.Start();
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"sandbox:{ClusterHost.Token}"));
        host.Api.DefaultRequestHeaders.Authorization = new("Basic", basic);

        (await host.Get(ClusterClient.Pods)).Items("items").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_kubeconfig_has_a_context_for_each_environment_and_production_is_current()
    {
        await using var host = await ClusterHost.Start();

        var text = host.Cluster.Kubeconfig(host.Address);

        text.ShouldContain("current-context: prod\n");
        text.ShouldContain("- name: stg\n  context:\n    cluster: sandbox\n    namespace: packit--stg\n");
        text.ShouldContain("/cluster\n");
        text.ShouldContain($"token: {ClusterHost.Token}\n");
    }

    [Theory]
    [InlineData("healthz")]
    [InlineData("readyz")]
    [InlineData("version")]
    public async Task Health_and_version_need_no_token(string path)
    {
        await using var host = await ClusterHost.Start();
        host.Api.DefaultRequestHeaders.Remove("Authorization");

        using var response = await host.Api.GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
