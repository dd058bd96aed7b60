using ServiceGuru.Connectors.Http;
using ServiceGuru.Operations;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.Http;

public sealed class TokenTests
{
    [Theory]
    [InlineData("first-line\nsecond-line", "It has more than one line.")]
    [InlineData("tok en", "It has blanks or other characters that can't be in a token.")]
    [InlineData("tök☃", "It has blanks or other characters that can't be in a token.")]
    public async Task What_can_not_be_a_token_is_told_by_where_it_comes_from_and_never_sent(string value, string cause)
    {
        FakeServer server = new(() => Json("{}"));
        SystemClient client = new(
            new OutsideSystem("Forge", "Forge", new Uri("https://forge.example/api")),
            new TokenAuthorization(KnownSecrets.Reference, new KnownSecrets(server.Redactor, value), "forge.token"),
            server.Pipeline);

        Failure failure = await Calling.FailureOfAsync(() => client.SendAsync(client.Get("things"), default));

        (failure.Id, failure.Kind, failure.Cause).ShouldBe(("SecretUnusable", FailureKind.Usage, cause));
        failure.NextAction.ShouldNotBeNull().ShouldContain("env:SOME_TOKEN");
        failure.ToString().ShouldNotContain(value);
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_login_page_in_the_place_of_JSON_is_called_a_web_page()
    {
        FakeServer server = new(() => new HttpResponseMessage { Content = new StringContent("<!doctype html><html>Sign in</html>") });
        SystemClient client = server.Client();

        Failure failure = await Calling.FailureOfAsync(() => client.ReadAsync(client.Get("things"), json => json.NeedText("name"), default));

        (failure.Id, failure.Cause).ShouldBe(("ForgeUnreadable", "It is a web page."));
    }
}
