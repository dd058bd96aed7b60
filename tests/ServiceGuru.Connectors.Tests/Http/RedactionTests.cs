using System.Net;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Operations;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.Http;

public sealed class RedactionTests
{
    [Fact]
    public void A_secret_is_blotted_out_in_every_form_it_takes()
    {
        SecretRedactor redactor = new();
        redactor.Register("p/ss \"word+");

        redactor.Redact("a p/ss \"word+ b p%2Fss%20%22word%2B c p/ss \\u0022word\\u002B d").ShouldBe("a *** b *** c *** d");
    }

    [Fact]
    public void A_secret_that_holds_another_one_leaves_no_rest()
    {
        SecretRedactor redactor = new();
        redactor.Register("abcd");
        redactor.Register("abcd-efgh");

        redactor.Redact("x abcd-efgh y abcd").ShouldBe("x *** y ***");
    }

    [Fact]
    public void Each_line_of_a_key_is_a_secret_but_its_frame_is_not()
    {
        SecretRedactor redactor = new();
        redactor.Register("-----BEGIN KEY-----\nMIIEvQIBADAN\nBgkqhkiG9w0B\n-----END KEY-----\n");

        redactor.Redact("got BgkqhkiG9w0B in -----BEGIN KEY-----").ShouldBe("got *** in -----BEGIN KEY-----");
    }

    [Fact]
    public async Task Many_threads_may_register_and_redact()
    {
        SecretRedactor redactor = new();

        await Parallel.ForAsync(0, 200, (i, _) =>
        {
            redactor.Register($"secret-{i:000}");
            redactor.Redact($"has secret-{i:000}").ShouldBe("has ***");
            return ValueTask.CompletedTask;
        });

        redactor.Redact("secret-000 secret-199").ShouldBe("*** ***");
    }

    [Theory]
    [InlineData("""{"message": "token tok-3f9c/1+secret is not valid"}""", HttpStatusCode.Unauthorized)]
    [InlineData("<html><body>Bearer tok-3f9c/1+secret</body></html>", HttpStatusCode.BadGateway)]
    [InlineData("""{"detail": "GET /?t=tok-3f9c%2F1%2Bsecret"}""", HttpStatusCode.BadRequest)]
    public async Task A_server_that_repeats_the_token_does_not_get_it_into_the_failure(string body, HttpStatusCode status)
    {
        FakeServer server = new(() => Json(body, status));

        GuruException thrown = await Should.ThrowAsync<GuruException>(() => server.Client().SendAsync(server.Client().Get("things"), default));

        thrown.Failure.Cause.ShouldNotBeNull().ShouldContain("***");
        $"{thrown} {thrown.Failure.Message} {thrown.Failure.Target} {thrown.Failure.Cause} {thrown.Failure.NextAction}".ShouldNotContain("3f9c");
    }

    [Fact]
    public async Task An_exception_that_shows_a_secret_does_not_travel_along()
    {
        FakeServer server = new(_ => throw new HttpRequestException(HttpRequestError.ConnectionError, $"no route for {KnownSecrets.Value}"));

        GuruException thrown = await Should.ThrowAsync<GuruException>(() => server.Client().SendAsync(server.Client().Get("things"), default));

        thrown.InnerException.ShouldBeNull();
        thrown.Failure.Cause.ShouldBe("no route for ***");
    }

    [Fact]
    public async Task A_long_answer_is_cut_after_its_secrets_are_gone()
    {
        string body = new string('x', 395) + KnownSecrets.Value;
        FakeServer server = new(() => new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent(body) });

        Failure failure = await Calling.FailureOfAsync(() => server.Client().SendAsync(server.Client().Get("things"), default));

        failure.Cause.ShouldNotBeNull().Length.ShouldBeLessThanOrEqualTo(401);
        failure.Cause.ShouldNotContain("tok-");
    }

    [Theory]
    [InlineData(true, "check that the token in env:SOME_TOKEN (forge.token) is valid")]
    [InlineData(false, "the definition names no token; add one as a secret reference at forge.token")]
    public async Task A_refusal_names_the_reference_and_never_the_secret(bool token, string expected)
    {
        FakeServer server = new(() => Status(HttpStatusCode.Forbidden));

        Failure failure = await Calling.FailureOfAsync(() => server.Client(token).SendAsync(server.Client().Get("things"), default));

        failure.Kind.ShouldBe(FailureKind.Unreachable);
        failure.NextAction.ShouldNotBeNull().ShouldContain(expected);
        server.Requests.Single().Authorization.ShouldBe(token ? $"Bearer {KnownSecrets.Value}" : null);
    }
}
