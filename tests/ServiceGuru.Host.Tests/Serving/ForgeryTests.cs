using System.Net;
using ServiceGuru.Ledger;

namespace ServiceGuru.Host.Tests.Serving;

/// <summary>A browser that is signed in does nothing that another page makes it send.</summary>
public sealed class ForgeryTests : IAsyncLifetime
{
    private const string Pause = $"/api/v1/runs/{SampleRun.Id}/pause";

    private ServedPage _page = null!;
    private IRunWriter _run = null!;
    private ServedPage.SignedIn _session = null!;

    public async Task InitializeAsync()
    {
        _page = await ServedPage.StartAsync();
        _run = await _page.RecordAsync(new SampleRun(("go", "Go", "gate/approval")));
        _session = await _page.SignInAsync();
    }

    public async Task DisposeAsync()
    {
        await _run.DisposeAsync();
        await _page.DisposeAsync();
    }

    [Fact]
    public async Task What_the_page_itself_sends_is_done()
    {
        (await _page.BrowseAsync(_session, HttpMethod.Post, Pause, ("Origin", _page.Origin), ("Sec-Fetch-Site", "same-origin"), ("X-CSRF-Token", _session.Csrf)))
            .StatusCode.ShouldBe(HttpStatusCode.Accepted);

        (await _run.ReadRequestsAsync(CancellationToken.None)).Single().Request.ShouldBe(new PauseRequest(ServedPage.Person, null));
    }

    [Fact]
    public async Task Behind_something_that_ends_TLS_the_page_is_still_itself_and_its_cookie_stays_on_https()
    {
        string https = _page.Origin.Replace("http://", "https://", StringComparison.Ordinal);
        HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/sign-in") { Content = System.Net.Http.Json.JsonContent.Create(new { token = _page.Token }) };
        request.Headers.Add("Origin", https);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        HttpResponseMessage answer = await _page.Client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("Set-Cookie").Single().ShouldContain("secure");

        (await _page.BrowseAsync(_session, HttpMethod.Post, Pause, ("Origin", https), ("Sec-Fetch-Site", "same-origin"), ("X-CSRF-Token", _session.Csrf))).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Without_the_browsers_word_https_is_another_origin() =>
        await RefusedAsync("OtherOrigin", ("Origin", _page.Origin.Replace("http://", "https://", StringComparison.Ordinal)), ("X-CSRF-Token", _session.Csrf));

    [Fact]
    public async Task Without_the_sessions_own_token_nothing_is_done()
    {
        ServedPage.SignedIn other = await _page.SignInAsync();
        await RefusedAsync("CsrfRefused", ("Origin", _page.Origin));
        await RefusedAsync("CsrfRefused", ("Origin", _page.Origin), ("X-CSRF-Token", string.Empty));
        await RefusedAsync("CsrfRefused", ("Origin", _page.Origin), ("X-CSRF-Token", other.Csrf));
        await RefusedAsync("CsrfRefused", ("Origin", _page.Origin), ("X-CSRF-Token", _page.Token));
    }

    [Theory]
    [InlineData("https://evil.example", null)]
    [InlineData("null", null)]
    [InlineData("http://127.0.0.1:1", "same-site")]
    [InlineData(null, "cross-site")]
    [InlineData(null, "none")]
    [InlineData(null, null)]
    public async Task What_comes_from_elsewhere_is_not_done_even_with_the_token(string? origin, string? site)
    {
        List<(string, string)> headers = [("X-CSRF-Token", _session.Csrf)];
        if (origin is not null)
        {
            headers.Add(("Origin", origin));
        }

        if (site is not null)
        {
            headers.Add(("Sec-Fetch-Site", site));
        }

        await RefusedAsync("OtherOrigin", [.. headers]);
    }

    [Fact]
    public async Task Nobody_is_signed_in_from_elsewhere()
    {
        HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/sign-in") { Content = System.Net.Http.Json.JsonContent.Create(new { token = _page.Token }) };
        request.Headers.Add("Origin", "https://evil.example");

        (await ServedPage.IdOf(await _page.Client.SendAsync(request))).ShouldBe("OtherOrigin");
    }

    private async Task RefusedAsync(string id, params (string Name, string Value)[] headers)
    {
        HttpResponseMessage answer = await _page.BrowseAsync(_session, HttpMethod.Post, Pause, headers);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ServedPage.IdOf(answer)).ShouldBe(id);
        (await _run.ReadRequestsAsync(CancellationToken.None)).ShouldBeEmpty();
    }
}
