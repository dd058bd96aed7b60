using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Host.Tests.Serving;

/// <summary><c>guru serve</c> and <c>guru serve token</c>.</summary>
public sealed partial class ServeVerbTests : IDisposable
{
    private const string Secret = "hunter2-and-more";

    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task The_first_start_makes_a_token_for_its_owner_only_and_prints_a_link_but_not_the_token()
    {
        await ServingAsync([], async (url, said) =>
        {
            string tokens = Path.Combine(_host.State, "serve", "tokens");
            string token = (await File.ReadAllTextAsync(Path.Combine(_host.State, "serve", "my-token"))).Trim();
            said.ShouldContain(Path.Combine(_host.State, "serve", "my-token"));
            said.ShouldContain("/sign-in#code=");
            said.ShouldNotContain(token);
            (await File.ReadAllTextAsync(tokens)).ShouldNotContain(token);
            if (!OperatingSystem.IsWindows())
            {
                foreach (string file in new[] { tokens, Path.Combine(_host.State, "serve", "my-token") })
                {
                    File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
                }
            }

            using HttpClient client = new() { BaseAddress = url };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            (await client.GetStringAsync("/api/v1/session")).ShouldContain("ada@example");
        });
    }

    [Fact]
    public async Task No_answer_holds_a_secret_of_the_environment_or_of_the_definition()
    {
        _host.Environment["CHAT_TOKEN"] = Secret;
        string secretFile = _host.Write("secret.txt", Secret);
        string service = _host.Write("service.yaml", $"""
            name: packit
            channels:
              - name: matrix
                type: matrix
                url: https://matrix.example
                room: "!abc:example"
                token: env:CHAT_TOKEN
              - name: slack
                type: slack
                channel: C123
                token: file:{secretFile}
            """);
        _host.Environment["SERVICEGURU_SERVICE"] = service;
        await using IRunWriter run = await new JournalLedger(_host.State, TimeProvider.System).CreateAsync(SampleRun.Id, (RunCreated)new SampleRun(("go", "Go", "gate/approval")).Records[0].Event, CancellationToken.None);
        await run.AppendAsync(new StepStarted("go", 1, []), CancellationToken.None);
        await run.AppendAsync(new GateOpened("go", "Safe?", 1, null), CancellationToken.None);

        await ServingAsync([], async (url, _) =>
        {
            using HttpClient client = new() { BaseAddress = url };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(_host.State, "serve", "my-token"))).Trim());
            foreach (string path in new[] { "", "/events", "/progress", "/plan", "/steps/go" }.Select(end => $"/api/v1/runs/{SampleRun.Id}{end}").Append("/api/v1/runs").Append("/api/v1/session").Append("/").Append("/app.js"))
            {
                HttpResponseMessage answer = await client.GetAsync(path);
                answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
                string text = await answer.Content.ReadAsStringAsync() + string.Join('\n', answer.Headers.Select(header => string.Join(' ', header.Value)));
                text.ShouldNotContain(Secret);
            }
        });
        _host.Error.ShouldNotContain(Secret);
    }

    [Theory]
    [InlineData("InsecureListen", "--listen", "0.0.0.0:0")]
    [InlineData("InvalidListen", "--listen", "everywhere")]
    [InlineData("InvalidListen", "--listen", "127.0.0.1")]
    [InlineData("ProxyIncomplete", "--identity-header", "X-Forwarded-User")]
    [InlineData("ProxyIncomplete", "--trusted-proxy", "10.0.0.1")]
    [InlineData("InvalidProxy", "--trusted-proxy", "proxy.example", "--identity-header", "X-User")]
    [InlineData("InvalidHeader", "--trusted-proxy", "10.0.0.1", "--identity-header", "X User")]
    [InlineData("InvalidProxy", "--identity-header", "X-User", "--trusted-proxy", "0.0.0.0/0")]
    [InlineData("InvalidHost", "--host", "https://guru.example")]
    [InlineData("TokenFileMissing", "--token-file", "nowhere")]
    [InlineData("TokenFileMissing", "--token-file", "env:NOWHERE")]
    public async Task What_is_wrong_or_unsafe_is_not_served(string id, params string[] args)
    {
        (await _host.RunAsync(["serve", .. args])).ShouldBe(2);

        _host.Error.ShouldContain(id);
        Directory.Exists(Path.Combine(_host.State, "serve")).ShouldBeFalse();
    }

    [Fact]
    public async Task Tokens_are_shown_once_listed_by_name_and_taken_back()
    {
        (await _host.RunAsync("serve", "token", "add", "laura@example.org")).ShouldBe(0);
        string token = _host.Out.Trim();
        token.ShouldStartWith("guru_");
        _host.Error.ShouldNotContain(token);
        _host.Error.ShouldContain("a token of email:laura@example.org");
        (await _host.RunAsync("serve", "token", "add", "email:nikola@example.org")).ShouldBe(0);
        _host.Error.ShouldNotContain("a token of");

        await _host.RunAsync("serve", "token", "list");
        _host.Out.ShouldContain("laura@example.org");
        _host.Out.ShouldContain("email:nikola@example.org");
        _host.Out.ShouldNotContain(token);

        (await _host.RunAsync("serve", "token", "revoke", "laura@example.org")).ShouldBe(0);
        await _host.RunAsync("serve", "token", "list");
        _host.Out.ShouldNotContain("laura");
        (await _host.RunAsync("serve", "token", "revoke", "laura@example.org")).ShouldBe(2);
        _host.Error.ShouldContain("TokenNotFound");
    }

    [Fact]
    public async Task An_address_that_is_taken_is_wrong_usage_for_the_page_as_for_its_metrics()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();

        (await _host.RunAsync("serve", "--listen", $"127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}")).ShouldBe(2);
        _host.Error.ShouldContain("ListenFailed");
        (await _host.RunAsync("serve", "--listen", "127.0.0.1:0", "--metrics", $"127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}")).ShouldBe(2);
        _host.Error.ShouldContain("MetricsAddressTaken");
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("")]
    [InlineData("matrix:@ada:example")]
    [InlineData("ada\nboss")]
    public async Task A_name_that_could_be_taken_for_something_else_is_no_name(string name)
    {
        (await _host.RunAsync("serve", "token", "add", name)).ShouldBe(2);

        _host.Error.ShouldContain("InvalidName");
    }

    [Fact]
    public async Task A_token_file_that_others_can_write_is_not_believed()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await _host.RunAsync("serve", "token", "add", "ada");
        File.SetUnixFileMode(Path.Combine(_host.State, "serve", "tokens"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);

        (await _host.RunAsync("serve")).ShouldBe(2);

        _host.Error.ShouldContain("TokenFileUnsafe");
    }

    [Fact]
    public async Task A_token_file_that_is_none_is_refused_without_showing_what_stands_in_it()
    {
        string file = _host.Write("tokens", $"ada {Secret}\n");

        (await _host.RunAsync("serve", "--token-file", file)).ShouldBe(2);

        _host.Error.ShouldContain("Line 1");
        _host.Error.ShouldNotContain(Secret);
    }

    // Serves on a free port until the test is through.
    private async Task ServingAsync(string[] args, Func<Uri, string, Task> test)
    {
        using CancellationTokenSource end = new();
        await using ListeningWriter output = new("Ctrl+C");
        Task<int> serving = new GuruApplication(_host.Parts with { Out = output }).RunAsync(["serve", "--listen", "127.0.0.1:0", .. args], end.Token);
        try
        {
            await Task.WhenAny(output.Heard, serving);
            serving.IsCompleted.ShouldBeFalse(_host.Error);
            string said = output.ToString();
            await test(new Uri(Address().Match(said).Value), said);
        }
        finally
        {
            await end.CancelAsync();
            await serving;
        }

        (await serving).ShouldBe(0);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/")]
    private static partial Regex Address();
}
