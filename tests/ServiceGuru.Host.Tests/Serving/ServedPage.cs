using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ServiceGuru.Host.Serving;
using ServiceGuru.Host.Serving.Access;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Host.Tests.Serving;

/// <summary>A page on a free port of loopback, over a ledger in a folder of its own.</summary>
internal sealed class ServedPage : IAsyncDisposable
{
    public const string Person = "ada@example";

    private readonly string _folder = Directory.CreateTempSubdirectory("guru-serve-").FullName;
    private readonly List<string> _unforeseen = [];
    private PageServer? _server;

    private ServedPage()
    {
        Ledger = new JournalLedger(Path.Combine(_folder, "state"), TimeProvider.System);
        Token = TokenBook.NewToken();
        TokenFile.Write(TokenPath, [new TokenEntry(Person, TokenBook.HashOf(Token), default)]);
        Client = NewClient();
    }

    public JournalLedger Ledger { get; }

    public string Token { get; }

    public string TokenPath => Path.Combine(_folder, "tokens");

    public SettableTime Time { get; } = new(SampleRun.Start);

    /// <summary>Gets a client that knows neither tokens nor cookies, and follows no redirect.</summary>
    public HttpClient Client { get; }

    public Uri Url => _server!.Url;

    public static async Task<ServedPage> StartAsync(Func<ServingOptions, ServingOptions>? adjust = null, Action<string>? told = null)
    {
        ServedPage page = new();
        ServingOptions options = new() { Listen = new IPEndPoint(IPAddress.Loopback, 0), Tokens = TokenBook.OfFile(page.TokenPath) };
        page._server = await PageServer.StartAsync(adjust?.Invoke(options) ?? options, page.Ledger, page.Time, told ?? page._unforeseen.Add, CancellationToken.None);
        page.Client.BaseAddress = page.Url;
        return page;
    }

    public HttpClient NewClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = _server?.Url };

    public string Link(TokenEntry entry) => _server!.SignInLink(entry).ToString();

    /// <summary>Asks as a program with the token.</summary>
    public Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, object? body = null, Action<HttpRequestMessage>? adjust = null)
    {
        HttpRequestMessage request = new(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        adjust?.Invoke(request);
        return Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        HttpResponseMessage answer = await AskAsync(HttpMethod.Get, path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    public Task<HttpResponseMessage> PostAsync(string path, object body) => AskAsync(HttpMethod.Post, path, body);

    /// <summary>Signs in as a browser does.</summary>
    public async Task<SignedIn> SignInAsync()
    {
        HttpResponseMessage answer = await SendSignInAsync(new { token = Token });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        string cookie = answer.Headers.GetValues("Set-Cookie").Single();
        string csrf = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["csrf"]!.GetValue<string>();
        return new SignedIn(cookie, csrf);
    }

    public Task<HttpResponseMessage> SendSignInAsync(object body)
    {
        HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/sign-in") { Content = JsonContent.Create(body) };
        request.Headers.Add("Origin", Origin);
        return Client.SendAsync(request);
    }

    /// <summary>Asks with a browser's cookie; what else the browser would send is up to the caller.</summary>
    public Task<HttpResponseMessage> BrowseAsync(SignedIn session, HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        HttpRequestMessage request = new(method, path) { Content = method == HttpMethod.Post ? JsonContent.Create(new { }) : null };
        request.Headers.Add("Cookie", session.Cookie.Split(';')[0]);
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Client.SendAsync(request);
    }

    public string Origin => Url.GetLeftPart(UriPartial.Authority);

    /// <summary>Records a run and gives it back to be written on; until then it counts as under way.</summary>
    public async Task<IRunWriter> RecordAsync(SampleRun run, string id = SampleRun.Id)
    {
        IRunWriter writer = await Ledger.CreateAsync(id, (RunCreated)run.Records[0].Event, CancellationToken.None);
        foreach (LedgerRecord record in run.Records.Skip(1))
        {
            await writer.AppendAsync(record.Event, CancellationToken.None);
        }

        return writer;
    }

    public static async Task<string> IdOf(HttpResponseMessage answer)
    {
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!.GetValue<string>();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        _unforeseen.ShouldBeEmpty();
    }

    /// <summary>A browser's session.</summary>
    internal sealed record SignedIn(string Cookie, string Csrf);
}
