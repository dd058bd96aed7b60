using System.Diagnostics.Metrics;
using ServiceGuru.Host.Telemetry;
using ServiceGuru.Operations;
using ServiceGuru.Telemetry;

namespace ServiceGuru.Host.Tests.Telemetry;

[Collection("Telemetry")]
public sealed class PrometheusTests
{
    [Fact]
    public async Task A_run_is_counted_on_the_page()
    {
        using TestHost host = new();
        host.Write("book.yaml", "name: nightly\nsteps:\n  - { id: go, uses: gate/approval, with: { question: Shall we? } }\n");
        await using MetricsEndpoint endpoint = (await MetricsEndpoint.StartAsync("127.0.0.1:0", CancellationToken.None))!;
        using HttpClient client = new();

        (await host.RunAsync("run", "book.yaml", "--service", "packit", "--yes")).ShouldBe(0);
        using HttpResponseMessage answer = await client.GetAsync(new Uri(endpoint.Address, "/metrics"));

        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        PrometheusPage page = new(await answer.Content.ReadAsStringAsync());
        page.Types["serviceguru_runs_total"].ShouldBe("counter");
        page.Types["cicd_pipeline_run_active"].ShouldBe("gauge");
        page.Types["serviceguru_step_duration_seconds"].ShouldBe("histogram");
        page.Value("serviceguru_runs_total", ("cicd_pipeline_name", "nightly"), ("status", "succeeded")).ShouldBe(1);
        page.Value("cicd_pipeline_run_active").ShouldBe(0);
        page.Value("serviceguru_step_duration_seconds_bucket", ("operation", "gate/approval"), ("le", "+Inf")).ShouldBe(1);
        page.Value("serviceguru_step_duration_seconds_count", ("operation", "gate/approval")).ShouldBe(1);
        page.Samples.ShouldContain(sample => sample.Name == "serviceguru_ledger_append_duration_seconds_sum" && sample.Value > 0);
        (await client.GetAsync(new Uri(endpoint.Address, "/"))).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_verb_serves_the_page_while_the_run_goes_on_and_no_longer()
    {
        using TestHost host = new();
        host.Write("book.yaml", "name: nightly\nsteps:\n  - { id: go, uses: gate/approval, with: { question: Shall we? } }\n");

        (await host.RunAsync("run", "book.yaml", "--service", "packit", "--yes", "--metrics", "127.0.0.1:0")).ShouldBe(0);

        string line = host.Error.Split('\n').Single(one => one.Contains("/metrics", StringComparison.Ordinal));
        using HttpClient client = new();
        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..].Trim())));
    }

    [Theory]
    [InlineData("9464")]
    [InlineData("example.org:80")]
    [InlineData("127.0.0.1:99999")]
    [InlineData("")]
    public async Task What_is_no_address_is_refused(string address) =>
        (await Should.ThrowAsync<GuruException>(() => MetricsEndpoint.StartAsync(address, CancellationToken.None))).Failure.Id.ShouldBe("InvalidMetricsAddress");

    [Fact]
    public async Task On_this_machine_it_answers_to_no_name_that_was_made_to_point_here()
    {
        await using MetricsEndpoint endpoint = (await MetricsEndpoint.StartAsync("127.0.0.1:0", CancellationToken.None))!;
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(endpoint.Address, "/metrics"));
        request.Headers.Host = "evil.example";

        using HttpResponseMessage answer = await client.SendAsync(request);

        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.MisdirectedRequest);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_said()
    {
        await using MetricsEndpoint first = (await MetricsEndpoint.StartAsync("127.0.0.1:0", CancellationToken.None))!;

        (await Should.ThrowAsync<GuruException>(() => MetricsEndpoint.StartAsync($"127.0.0.1:{first.Address.Port}", CancellationToken.None))).Failure.Id.ShouldBe("MetricsAddressTaken");
    }

    [Fact]
    public void Labels_are_escaped_buckets_add_up_and_endless_labels_are_gathered()
    {
        using Meter meter = new(RunInstruments.Name);
        using PrometheusMetrics metrics = new();
        Histogram<double> time = meter.CreateHistogram<double>("test.time", "s", "Time \\ with\na line.");
        Counter<long> count = meter.CreateCounter<long>("test.count");
        foreach (double seconds in new[] { 0.0001, 0.001, 0.3, 1e6 })
        {
            time.Record(seconds, new KeyValuePair<string, object?>("a.b", "say \"hi\"\\\n"));
        }

        for (int index = 0; index < PrometheusFamily.MostSeries + 10; index++)
        {
            count.Add(1, new KeyValuePair<string, object?>("id", index));
        }

        PrometheusPage page = new(metrics.Write());

        const string Said = "say \"hi\"\\\n";
        page.Value("test_time_seconds_bucket", ("a_b", Said), ("le", "0.001")).ShouldBe(2);
        page.Value("test_time_seconds_bucket", ("a_b", Said), ("le", "0.5")).ShouldBe(3);
        page.Value("test_time_seconds_bucket", ("a_b", Said), ("le", "43200")).ShouldBe(3);
        page.Value("test_time_seconds_bucket", ("a_b", Said), ("le", "+Inf")).ShouldBe(4);
        page.Value("test_time_seconds_count", ("a_b", Said)).ShouldBe(4);
        page.Samples.Count(sample => sample.Name == "test_count_total").ShouldBe(PrometheusFamily.MostSeries + 1);
        page.Value("test_count_total", ("otel_metric_overflow", "true")).ShouldBe(10);
    }
}
