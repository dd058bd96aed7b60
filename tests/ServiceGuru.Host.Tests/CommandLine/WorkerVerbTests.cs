using System.Text.Json.Nodes;
using RabbitMQ.Client;

namespace ServiceGuru.Host.Tests.CommandLine;

/// <summary><c>guru worker</c>, <c>guru worker parked</c> and <c>--queue</c>: what is refused, and what programs read.</summary>
public sealed class WorkerVerbTests : IDisposable
{
    private const string Secret = "hunter2";
    private const string Parked = "serviceguru.parked";

    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("worker")]
    [InlineData("worker", "--queue", "none")]
    [InlineData("worker", "--queue", "http://mq")]
    [InlineData("worker", "--queue", "amqp://guest@mq?unheard=of")]
    [InlineData("worker", "--queue", "amqp://guest@mq", "--parallel", "0")]
    [InlineData("worker", "--queue", "amqp://guest@mq", "--parallel", "101")]
    [InlineData("worker", "--queue", "amqp://guest@mq", "--max-deliveries", "0")]
    [InlineData("worker", "--queue", "amqp://guest@mq", "--max-deliveries", "100")]
    [InlineData("worker", "--queue", "amqp://guest@mq", "--drain", "soon")]
    [InlineData("worker", "--queue", "amqp://guest@mq", "--health", "8081")]
    [InlineData("worker", "--queue", "amqp://guest@mq", "--health", "127.0.0.1")]
    [InlineData("worker", "parked")]
    [InlineData("worker", "parked", "list")]
    [InlineData("worker", "parked", "list", "--queue", "mq")]
    [InlineData("worker", "parked", "show", "--queue", "amqp://guest@mq")]
    [InlineData("worker", "parked", "retry", "--queue", "amqp://guest@mq")]
    [InlineData("worker", "parked", "drop", "--queue", "amqp://guest@mq")]
    [InlineData("run", "book.yaml", "--queue", "mq")]
    [InlineData("resume", "20261116-130501-aaaa", "--queue", "mq")]
    public async Task What_cannot_be_meant_is_refused_before_anything_happens(params string[] args)
    {
        _host.Write("service.yaml", "name: fleet\n");

        (await _host.RunAsync(args)).ShouldBe(2);

        (_host.Error + _host.Out).ShouldNotBeEmpty();
        Directory.Exists(Path.Combine(_host.State, "runs")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("worker", "--queue")]
    [InlineData("worker", "parked", "list", "--queue")]
    [InlineData("worker", "parked", "show", "x", "--queue")]
    [InlineData("worker", "parked", "retry", "x", "--queue")]
    [InlineData("worker", "parked", "drop", "x", "--queue")]
    [InlineData("run", "book.yaml", "--queue")]
    [InlineData("resume", "20261116-130501-aaaa", "--queue")]
    public async Task A_password_in_the_address_is_refused_and_not_repeated(params string[] args)
    {
        foreach (string address in new[] { $"amqp://guru:{Secret}@mq/", $"amqp://guru@mq/?password={Secret}" })
        {
            foreach (string[] more in new string[][] { [], ["--output", "json"] })
            {
                (await _host.RunAsync([.. args, address, .. more])).ShouldBe(2);

                (_host.Error + _host.Out).ShouldContain("It holds a password");
                (_host.Error + _host.Out).ShouldNotContain(Secret);
            }
        }
    }

    [Fact]
    public async Task A_password_in_the_environments_address_is_refused_and_not_repeated()
    {
        _host.Environment["SERVICEGURU_QUEUE"] = $"amqp://guru:{Secret}@mq/";

        (await _host.RunAsync("worker", "parked", "list", "--output", "json")).ShouldBe(2);

        JsonNode.Parse(_host.Out)!["failure"]!["id"]!.GetValue<string>().ShouldBe("InvalidQueue");
        (_host.Error + _host.Out).ShouldNotContain(Secret);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_in_a_document()
    {
        using System.Net.Sockets.TcpListener closed = new(System.Net.IPAddress.Loopback, 0);
        closed.Start();
        string address = $"amqp://guest@{closed.LocalEndpoint}";
        closed.Stop();

        (await _host.RunAsync("worker", "parked", "list", "--queue", address, "--output", "json")).ShouldBe(3);

        JsonNode failure = JsonNode.Parse(_host.Out)!["failure"]!;
        failure["id"]!.GetValue<string>().ShouldBe("QueueUnreachable");
        failure["target"]!.GetValue<string>().ShouldBe($"{address}/");
    }

    [SkippableFact]
    public async Task A_virtual_host_that_is_not_there_is_told_in_the_servers_words_with_what_to_do()
    {
        string address = await AddressAsync();

        (await _host.RunAsync("worker", "parked", "list", "--queue", $"{address}/nope", "--output", "json")).ShouldBe(3);

        JsonNode failure = JsonNode.Parse(_host.Out)!["failure"]!;
        failure["cause"]!.GetValue<string>().ShouldBe("RabbitMQ says: NOT_ALLOWED - vhost nope not found (530)");
        failure["nextAction"]!.GetValue<string>().ShouldStartWith("Correct the virtual host 'nope'");
    }

    [SkippableFact]
    public async Task A_wrong_password_is_told_without_it()
    {
        string address = await AddressAsync();
        string file = _host.Write("password", Secret);

        (await _host.RunAsync("worker", "parked", "list", "--queue", $"{address}?passwordFile={file}", "--output", "json")).ShouldBe(3);

        JsonNode failure = JsonNode.Parse(_host.Out)!["failure"]!;
        failure["cause"]!.GetValue<string>().ShouldContain("ACCESS_REFUSED");
        failure["nextAction"]!.GetValue<string>().ShouldStartWith("Check the user 'guest'");
        _host.Out.ShouldNotContain(Secret);
    }

    [SkippableFact]
    public async Task What_is_parked_is_listed_shown_and_dropped_and_garbage_is_not_put_back()
    {
        string address = await AddressAsync();
        (await _host.RunAsync("worker", "parked", "list", "--queue", address)).ShouldBe(0);
        _host.Out.ShouldContain("Nothing is parked.");
        await ParkAsync(address, "{ \"no\": \"work\" }");

        (await _host.RunAsync("worker", "parked", "list", "--queue", address, "--output", "json")).ShouldBe(0);
        JsonNode one = JsonNode.Parse(_host.Out)!["result"]!.AsArray().ShouldHaveSingleItem()!;
        string id = one["id"]!.GetValue<string>();
        one["body"]!.GetValue<string>().ShouldBe("{ \"no\": \"work\" }");
        (await _host.RunAsync("worker", "parked", "show", id, "--queue", address, "--output", "json")).ShouldBe(0);
        JsonNode.Parse(_host.Out)!["result"]!["failureId"]!.GetValue<string>().ShouldBe("DeliveredTooOften");
        (await _host.RunAsync("worker", "parked", "retry", id, "--queue", address, "--output", "json")).ShouldBe(1);
        JsonNode.Parse(_host.Out)!["failure"]!["id"]!.GetValue<string>().ShouldBe("UnreadableWork");
        (await _host.RunAsync("worker", "parked", "drop", id, "--queue", address)).ShouldBe(0);
        _host.Out.ShouldContain("dropped");

        foreach (string verb in new[] { "show", "retry", "drop" })
        {
            (await _host.RunAsync("worker", "parked", verb, id, "--queue", address, "--output", "json")).ShouldBe(2);
            JsonNode.Parse(_host.Out)!["failure"]!["id"]!.GetValue<string>().ShouldBe("ParkedWorkNotFound");
        }
    }

    [SkippableFact]
    public async Task A_worker_that_its_ledger_does_not_let_in_says_so_and_takes_no_work()
    {
        PostgresInstance.Require();
        string address = await AddressAsync();
        PostgresInstance server = await PostgresInstance.Shared;
        _host.Write("service.yaml", "name: fleet\n");
        string file = _host.Write("password", Secret);
        string ledger = $"postgres://guru@127.0.0.1:{server.Port}/postgres?passwordFile={file}";

        (await _host.RunAsync("worker", "--queue", address, "--ledger", ledger)).ShouldBe(3);

        (_host.Error + _host.Out).ShouldContain("LedgerAccessDenied");
        _host.Error.ShouldNotContain("takes work");
        (_host.Error + _host.Out).ShouldNotContain(Secret);
    }

    private static async Task<string> AddressAsync()
    {
        RabbitInstance.Require();
        return (await RabbitInstance.Shared).Address;
    }

    private static async Task ParkAsync(string address, string body)
    {
        ConnectionFactory factory = new() { Uri = new Uri(address.Replace("guest@", "guest:guest@", StringComparison.Ordinal)) };
        await using IConnection connection = await factory.CreateConnectionAsync();
        await using IChannel channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await channel.BasicPublishAsync(string.Empty, Parked, mandatory: true, System.Text.Encoding.UTF8.GetBytes(body));
    }
}
