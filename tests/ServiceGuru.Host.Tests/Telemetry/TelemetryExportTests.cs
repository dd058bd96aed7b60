using System.Net.Sockets;
using ServiceGuru.Host.Telemetry;
using ServiceGuru.Ledger;
using ServiceGuru.Telemetry;

namespace ServiceGuru.Host.Tests.Telemetry;

[Collection("Telemetry")]
public sealed class TelemetryExportTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TestHost _host = new();

    public TelemetryExportTests()
    {
        _host.Environment["OTEL_EXPORTER_OTLP_TIMEOUT"] = "60000";
        _host.Write("book.yaml", "name: nightly\nsteps:\n  - { id: go, uses: gate/approval, with: { question: Shall we? } }\n");
    }

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task A_run_is_told_to_the_collector_that_the_variables_name()
    {
        await using Collector collector = await Collector.StartAsync();
        _host.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address;
        _host.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        _host.Environment["OTEL_EXPORTER_OTLP_HEADERS"] = "x-team=packit";
        _host.Environment["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment.name=prod";

        (await RunAsync()).ShouldBe(0);

        string run = (await new JournalLedger(_host.State, TimeProvider.System).ListAsync(CancellationToken.None)).Single();
        collector.Spans.Select(span => span.Text(5)).Order().ShouldBe(["RUN nightly", "gate wait", "go"]);
        collector.Spans.ShouldAllBe(span => Convert.ToHexString(span.Bytes(1)).Equals(RunTrace.IdOf(run).ToHexString(), StringComparison.OrdinalIgnoreCase));
        ProtobufFields root = collector.Spans.Single(span => span.Text(5) == "RUN nightly");
        root.Bytes(4).ShouldBeEmpty("it is a root");
        root.All(9).ShouldContain(tag => tag.Text(1) == "cicd.pipeline.run.id" && new ProtobufFields(tag.Bytes(2)).Text(1) == run);
        collector.Metrics.ShouldContain("serviceguru.runs");
        collector.Metrics.ShouldContain("cicd.pipeline.run.duration");
        collector.Received.ShouldAllBe(one => one.Header == "packit");
        List<ProtobufFields> resource = [.. new ProtobufFields(collector.Received[0].Body).All(1).Single().All(1).Single().All(1)];
        resource.ShouldContain(tag => tag.Text(1) == "service.name" && new ProtobufFields(tag.Bytes(2)).Text(1) == "serviceguru");
        resource.ShouldContain(tag => tag.Text(1) == "deployment.environment.name");
    }

    [Fact]
    public async Task Nothing_is_sent_unless_it_is_asked_for()
    {
        await using Collector collector = await Collector.StartAsync();
        TelemetryExport.Start(_ => null, Patience).ShouldBeNull();
        _host.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address;
        _host.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        _host.Environment["OTEL_METRICS_EXPORTER"] = "none";
        (await RunAsync()).ShouldBe(0);
        collector.Received.Select(one => one.Path).Distinct().ShouldBe(["/v1/traces"]);

        int before = collector.Received.Count;
        _host.Environment["OTEL_SDK_DISABLED"] = "true";
        (await RunAsync()).ShouldBe(0);
        collector.Received.Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_signal_may_have_an_endpoint_of_its_own()
    {
        await using Collector collector = await Collector.StartAsync();
        _host.Environment["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = $"{collector.Address}/v1/traces";
        _host.Environment["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"] = "http/protobuf";

        (await RunAsync()).ShouldBe(0);

        collector.Spans.ShouldNotBeEmpty();
        collector.Metrics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("refuses")]
    [InlineData("never answers")]
    public async Task A_collector_that_is_down_neither_fails_the_run_nor_keeps_it_longer_than_said(string how)
    {
        await using Collector silent = await Collector.StartAsync(answers: false);
        _host.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = how == "refuses" ? $"http://127.0.0.1:{ClosedPort()}" : silent.Address;
        _host.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        _host.Environment["OTEL_EXPORTER_OTLP_TIMEOUT"] = "600000";

        // With the program's own patience; whoever waits for the answer waits ten minutes.
        (await RunAsync(_host.Parts).WaitAsync(Patience)).ShouldBe(0);

        _host.Error.ShouldNotContain("collector", Case.Insensitive);
        _host.Out.ShouldContain("nightly succeeded");
    }

    [Fact]
    public async Task An_endpoint_that_is_no_address_is_refused_before_anything_happens()
    {
        _host.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = "somewhere";

        (await RunAsync()).ShouldBe(2);

        _host.Error.ShouldContain("InvalidTelemetryEndpoint");
        Directory.Exists(Path.Combine(_host.State, "runs")).ShouldBeFalse();
    }

    // What was told has arrived when it returns, on a slow machine too.
    private Task<int> RunAsync() => RunAsync(_host.Parts with { TelemetryPatience = Patience });

    private Task<int> RunAsync(HostParts parts) => _host.RunAsync(parts, CancellationToken.None, "run", "book.yaml", "--service", "packit", "--yes");

    private static int ClosedPort()
    {
        using TcpListener listener = new(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
