using System.Net;
using System.Text.Json.Nodes;
using ServiceGuru.Host.Serving;
using ServiceGuru.Host.Serving.Access;
using ServiceGuru.Ledger;

namespace ServiceGuru.Host.Tests.Serving;

/// <summary>A proxy says who somebody is.</summary>
public sealed class ProxyTests
{
    private const string Header = "X-Forwarded-Email";

    [Fact]
    public async Task A_trusted_proxy_names_who_asks_and_their_answer_carries_it()
    {
        await using ServedPage page = await ServedPage.StartAsync(Behind("127.0.0.0/8"));
        await using IRunWriter run = await page.RecordAsync(new SampleRun(("go", "Go", "gate/approval")));
        HttpResponseMessage who = await SendAsync(page, HttpMethod.Get, "/api/v1/session", null, (Header, "laura@example.org"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "guru.example"));
        JsonNode session = JsonNode.Parse(await who.Content.ReadAsStringAsync())!;
        string cookie = who.Headers.GetValues("Set-Cookie").Single();

        session["name"]!.GetValue<string>().ShouldBe("email:laura@example.org");
        session["byProxy"]!.GetValue<bool>().ShouldBeTrue();
        cookie.ShouldStartWith("__Host-");
        cookie.ShouldContain("secure");
        HttpResponseMessage done = await SendAsync(
            page,
            HttpMethod.Post,
            $"/api/v1/runs/{SampleRun.Id}/stop",
            cookie,
            (Header, "laura@example.org"),
            ("X-Forwarded-Proto", "https"),
            ("X-Forwarded-Host", "guru.example"),
            ("Origin", "https://guru.example"),
            ("X-CSRF-Token", session["csrf"]!.GetValue<string>()));
        done.StatusCode.ShouldBe(HttpStatusCode.Accepted, await done.Content.ReadAsStringAsync());
        (await run.ReadRequestsAsync(CancellationToken.None)).Single().Request!.By.ShouldBe("email:laura@example.org");
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_wrong_tokens_count_for_the_address_that_it_has_seen()
    {
        await using ServedPage page = await ServedPage.StartAsync(Behind("127.0.0.0/8"));
        for (int guess = 0; guess < 6; guess++)
        {
            await GuessAsync($"guess {guess}", "198.51.100.7");
        }

        (await GuessAsync("another", "198.51.100.7")).ShouldBe(HttpStatusCode.TooManyRequests);
        (await GuessAsync("another", "198.51.100.9, 198.51.100.7")).ShouldBe(HttpStatusCode.TooManyRequests, "what stands before is the client's own word");
        (await GuessAsync("another", "198.51.100.8")).ShouldBe(HttpStatusCode.Unauthorized);

        async Task<HttpStatusCode> GuessAsync(string token, string from) => (await page.AskAsync(HttpMethod.Get, "/api/v1/session", adjust: request =>
        {
            request.Headers.Authorization = new("Bearer", token);
            request.Headers.Add("X-Forwarded-For", from);
        })).StatusCode;
    }

    [Fact]
    public async Task A_header_from_an_address_that_is_not_trusted_is_refused_even_with_a_good_token()
    {
        await using ServedPage page = await ServedPage.StartAsync(Behind("10.0.0.0/8"));

        HttpResponseMessage forged = await page.AskAsync(HttpMethod.Get, "/api/v1/session", adjust: request => request.Headers.Add(Header, "boss@example.org"));

        forged.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ServedPage.IdOf(forged)).ShouldBe("UntrustedAddress");
        (await page.AskAsync(HttpMethod.Get, "/api/v1/session")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Where_no_proxy_is_set_up_the_header_says_nothing()
    {
        await using ServedPage page = await ServedPage.StartAsync();

        (await SendAsync(page, HttpMethod.Get, "/api/v1/session", null, (Header, "boss@example.org"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_session_that_the_proxy_began_ends_where_the_proxy_names_nobody_or_somebody_else()
    {
        await using ServedPage page = await ServedPage.StartAsync(Behind("127.0.0.1/32"));
        HttpResponseMessage who = await SendAsync(page, HttpMethod.Get, "/api/v1/session", null, (Header, "laura@example.org"));
        string cookie = who.Headers.GetValues("Set-Cookie").Single();
        string csrf = JsonNode.Parse(await who.Content.ReadAsStringAsync())!["csrf"]!.GetValue<string>();

        (await SendAsync(page, HttpMethod.Get, "/api/v1/session", cookie)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        HttpResponseMessage other = await SendAsync(page, HttpMethod.Post, "/api/v1/sign-out", cookie, (Header, "nikola@example.org"), ("Origin", page.Origin), ("X-CSRF-Token", csrf));
        (await ServedPage.IdOf(other)).ShouldBe("CsrfRefused");
    }

    [Theory]
    [InlineData("")]
    [InlineData("github:boss")]
    [InlineData("two words")]
    [InlineData("a,b")]
    [InlineData("<b>boss</b>")]
    public async Task What_is_no_name_names_nobody(string name)
    {
        await using ServedPage page = await ServedPage.StartAsync(Behind("127.0.0.1/32"));

        (await SendAsync(page, HttpMethod.Get, "/api/v1/session", null, (Header, name))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Two_names_are_no_name()
    {
        await using ServedPage page = await ServedPage.StartAsync(Behind("127.0.0.1/32"));

        (await SendAsync(page, HttpMethod.Get, "/api/v1/session", null, (Header, "laura@example.org"), (Header, "boss@example.org"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("guru.example.evil", HttpStatusCode.MisdirectedRequest)]
    [InlineData("guru.example", HttpStatusCode.OK)]
    [InlineData("GURU.example:443", HttpStatusCode.OK)]
    [InlineData("localhost:8080", HttpStatusCode.OK)]
    [InlineData("127.0.0.2", HttpStatusCode.OK)]
    public async Task A_page_whose_own_name_was_made_to_point_here_names_nobody(string host, HttpStatusCode status)
    {
        // The browser is on the trusted machine itself, so its script could send the header.
        await using ServedPage page = await ServedPage.StartAsync(options => Behind("127.0.0.1/32")(options) with { Hosts = ["guru.example"] });

        (await SendAsync(page, HttpMethod.Get, "/api/v1/session", null, (Header, "boss@example.org"), ("Host", host))).StatusCode.ShouldBe(status);
    }

    [Fact]
    public void A_program_that_keeps_no_cookie_pushes_nobody_out()
    {
        SettableTime time = new(SampleRun.Start);
        SessionStore sessions = new(TokenBook.OfText(string.Empty, "test"), time);
        (string key, BrowserSession laura) = sessions.Begin("laura", null);
        for (int call = 0; call < 2000; call++)
        {
            time.Now += TimeSpan.FromMilliseconds(50);
            sessions.Begin("robot", null);
        }

        sessions.Find(key).ShouldBe(laura);
    }

    private static Func<ServingOptions, ServingOptions> Behind(string network) =>
        options => options with { IdentityHeader = Header, IdentityPrefix = "email:", TrustedProxies = [IPNetwork.Parse(network)] };

    private static Task<HttpResponseMessage> SendAsync(ServedPage page, HttpMethod method, string path, string? cookie, params (string Name, string Value)[] headers)
    {
        HttpRequestMessage request = new(method, path) { Content = method == HttpMethod.Post ? System.Net.Http.Json.JsonContent.Create(new { }) : null };
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie.Split(';')[0]);
        }

        foreach (IGrouping<string, string> header in headers.GroupBy(entry => entry.Name, entry => entry.Value))
        {
            request.Headers.TryAddWithoutValidation(header.Key, header);
        }

        return page.Client.SendAsync(request);
    }
}
