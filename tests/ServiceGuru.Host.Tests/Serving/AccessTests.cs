using System.Net;
using System.Text.Json.Nodes;
using ServiceGuru.Host.Serving.Access;

namespace ServiceGuru.Host.Tests.Serving;

/// <summary>Who gets in.</summary>
public sealed class AccessTests
{
    [Theory]
    [InlineData("/", HttpStatusCode.SeeOther)]
    [InlineData("/app.js", HttpStatusCode.SeeOther)]
    [InlineData("/run.js", HttpStatusCode.SeeOther)]
    [InlineData("/anything", HttpStatusCode.SeeOther)]
    [InlineData("/api/v1/session", HttpStatusCode.Unauthorized)]
    [InlineData("/api/v1/runs", HttpStatusCode.Unauthorized)]
    [InlineData("/api/v1/runs/" + SampleRun.Id, HttpStatusCode.Unauthorized)]
    [InlineData("/api/v1/runs/" + SampleRun.Id + "/stream", HttpStatusCode.Unauthorized)]
    [InlineData("/api/v1/nothing", HttpStatusCode.Unauthorized)]
    [InlineData("/sign-in", HttpStatusCode.OK)]
    [InlineData("/sign-in.js", HttpStatusCode.OK)]
    [InlineData("/page.css", HttpStatusCode.OK)]
    [InlineData("/healthz", HttpStatusCode.OK)]
    public async Task A_stranger_gets_the_sign_in_page_and_nothing_else(string path, HttpStatusCode expected)
    {
        await using ServedPage page = await ServedPage.StartAsync();

        (await page.Client.GetAsync(path)).StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer ")]
    [InlineData("Basic YWRhOmFkYQ==")]
    [InlineData("")]
    public async Task A_wrong_token_is_refused_even_beside_a_good_cookie(string authorization)
    {
        await using ServedPage page = await ServedPage.StartAsync();
        ServedPage.SignedIn session = await page.SignInAsync();

        HttpResponseMessage answer = await page.BrowseAsync(session, HttpMethod.Get, "/api/v1/runs", ("Authorization", authorization));

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await ServedPage.IdOf(answer)).ShouldBe("WrongToken");
    }

    [Fact]
    public async Task Who_guesses_waits_longer_and_longer_and_a_right_token_does_not()
    {
        await using ServedPage page = await ServedPage.StartAsync();
        for (int guess = 0; guess < 5; guess++)
        {
            (await page.SendSignInAsync(new { token = $"guess {guess}" })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        HttpResponseMessage held = await page.SendSignInAsync(new { token = "guess 5" });
        held.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        held.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (await page.AskAsync(HttpMethod.Get, "/api/v1/runs", adjust: request => request.Headers.Authorization = new("Bearer", "guess 6"))).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);

        // It can't be guessed, so whoever shows it is no guesser, however many of them are at the same address.
        (await page.SendSignInAsync(new { token = page.Token })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await page.AskAsync(HttpMethod.Get, "/api/v1/runs")).StatusCode.ShouldBe(HttpStatusCode.OK);

        // And it does not wipe out what the others did.
        page.Time.Now += TimeSpan.FromSeconds(1);
        (await page.SendSignInAsync(new { token = "another guess" })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await page.SendSignInAsync(new { token = "and another" })).Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_script_with_a_revoked_token_makes_only_itself_wait()
    {
        await using ServedPage page = await ServedPage.StartAsync();
        for (int time = 0; time < 8; time++)
        {
            await page.SendSignInAsync(new { token = "revoked" });
        }

        (await page.SendSignInAsync(new { token = "revoked" })).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await page.SendSignInAsync(new { token = "somebody's typing error" })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Tokens_of_ones_own_making_wait_with_their_address()
    {
        await using ServedPage page = await ServedPage.StartAsync();
        await File.AppendAllTextAsync(page.TokenPath, $"bob sha256:{TokenBook.HashOf("secret")} 2026-11-23T09:00:00Z\n");
        (await page.SendSignInAsync(new { token = "secret" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        for (int guess = 0; guess < 5; guess++)
        {
            await page.SendSignInAsync(new { token = $"guess {guess}" });
        }

        (await page.SendSignInAsync(new { token = "secret" })).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests, "nobody can tell it from a guess");
    }

    [Fact]
    public async Task The_cookie_is_for_this_page_and_its_scripts_cannot_read_it()
    {
        await using ServedPage page = await ServedPage.StartAsync();

        ServedPage.SignedIn session = await page.SignInAsync();

        session.Cookie.ShouldContain("httponly");
        session.Cookie.ShouldContain("samesite=strict");
        session.Cookie.ShouldContain("path=/");
        session.Cookie.ShouldNotContain("secure");
        session.Cookie.ShouldNotContain(page.Token);
        (await page.BrowseAsync(session, HttpMethod.Get, "/api/v1/session")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Two_who_sign_in_have_two_sessions_and_signing_out_ends_one()
    {
        await using ServedPage page = await ServedPage.StartAsync();
        ServedPage.SignedIn one = await page.SignInAsync();
        ServedPage.SignedIn other = await page.SignInAsync();

        (await page.BrowseAsync(one, HttpMethod.Post, "/api/v1/sign-out", ("Origin", page.Origin), ("X-CSRF-Token", one.Csrf))).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await page.BrowseAsync(one, HttpMethod.Get, "/api/v1/session")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await page.BrowseAsync(other, HttpMethod.Get, "/api/v1/session")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_session_ends_unused_after_two_hours_and_used_after_ten()
    {
        await using ServedPage page = await ServedPage.StartAsync();
        ServedPage.SignedIn unused = await page.SignInAsync();
        page.Time.Now += TimeSpan.FromHours(2);
        (await page.BrowseAsync(unused, HttpMethod.Get, "/api/v1/session")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        ServedPage.SignedIn used = await page.SignInAsync();
        for (int hour = 1; hour < 10; hour++)
        {
            page.Time.Now += TimeSpan.FromHours(1);
            (await page.BrowseAsync(used, HttpMethod.Get, "/api/v1/session")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        page.Time.Now += TimeSpan.FromHours(1);
        (await page.BrowseAsync(used, HttpMethod.Get, "/api/v1/session")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_revoked_token_and_the_sessions_that_it_began_end_at_once()
    {
        await using ServedPage page = await ServedPage.StartAsync();
        ServedPage.SignedIn session = await page.SignInAsync();

        TokenFile.Write(page.TokenPath, []);

        (await page.BrowseAsync(session, HttpMethod.Get, "/api/v1/session")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await page.AskAsync(HttpMethod.Get, "/api/v1/runs")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_one_time_link_signs_in_once_and_not_after_ten_minutes()
    {
        await using ServedPage page = await ServedPage.StartAsync();
        TokenEntry entry = TokenFile.Read(page.TokenPath).Single();
        string code = page.Link(entry).Split("#code=")[1];

        HttpResponseMessage first = await page.SendSignInAsync(new { code });
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonNode.Parse(await first.Content.ReadAsStringAsync())!["name"]!.GetValue<string>().ShouldBe(ServedPage.Person);
        (await ServedPage.IdOf(await page.SendSignInAsync(new { code }))).ShouldBe("WrongCode");

        string late = page.Link(entry).Split("#code=")[1];
        page.Time.Now += TimeSpan.FromMinutes(10);
        (await ServedPage.IdOf(await page.SendSignInAsync(new { code = late }))).ShouldBe("WrongCode");
    }

    [Fact]
    public async Task Another_name_for_this_machine_is_refused()
    {
        await using ServedPage page = await ServedPage.StartAsync();

        HttpResponseMessage answer = await page.AskAsync(HttpMethod.Get, "/api/v1/runs", adjust: request => request.Headers.Host = "evil.example:80");

        answer.StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/healthz")]
    [InlineData("/api/v1/runs")]
    [InlineData("/nothing")]
    public async Task Every_answer_tells_the_browser_to_be_careful(string path)
    {
        await using ServedPage page = await ServedPage.StartAsync();

        HttpResponseMessage answer = await page.Client.GetAsync(path);

        string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldContain("script-src 'self'");
        policy.ShouldNotContain("unsafe");
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        answer.Headers.GetValues("Referrer-Policy").Single().ShouldBe("same-origin");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.Contains("Server").ShouldBeFalse();
    }

    [SkippableFact]
    public async Task A_token_file_that_became_unsafe_lets_nobody_in_and_strangers_learn_nothing_of_it()
    {
        Skip.If(OperatingSystem.IsWindows(), "chmod is not on PATH.");
        List<string> told = [];
        await using ServedPage page = await ServedPage.StartAsync(told: told.Add);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(page.TokenPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);
        }

        await File.AppendAllTextAsync(page.TokenPath, "# changed\n");

        HttpResponseMessage answer = await page.AskAsync(HttpMethod.Get, "/api/v1/session");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        string body = await answer.Content.ReadAsStringAsync();
        body.ShouldContain("TokensUnreadable");
        body.ShouldNotContain(page.TokenPath);
        told.ShouldHaveSingleItem().ShouldContain(page.TokenPath);
    }
}
