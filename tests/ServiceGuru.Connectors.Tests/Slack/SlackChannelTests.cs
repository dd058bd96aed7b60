using ServiceGuru.Connectors.Slack;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Operations;
using ServiceGuru.Services;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.Slack;

/// <summary>Answers as in https://docs.slack.dev/reference/methods/conversations.info and …/conversations.setTopic.</summary>
public sealed class SlackChannelTests
{
    [Fact]
    public async Task The_topic_is_read_as_its_author_wrote_it()
    {
        FakeServer server = new(() => Json("""
            {"ok": true, "channel": {"id": "C0123", "name": "packit", "topic": {"value": "Q&amp;A &lt;here&gt; &amp;lt;b&amp;gt;", "creator": "W1", "last_set": 1449709364}}}
            """));

        (await Channel(server).GetTopicAsync(default)).ShouldBe("Q&A <here> &lt;b&gt;");
        server.Requests.Single().Uri.ShouldBe(new Uri("https://slack.com/api/conversations.info?channel=C0123"));
        server.Requests.Single().Authorization.ShouldBe($"Bearer {KnownSecrets.Value}");
    }

    [Fact]
    public async Task The_topic_is_set_as_JSON()
    {
        FakeServer server = new(() => Json("""{"ok": true, "channel": {"id": "C0123"}}"""));

        await Channel(server).SetTopicAsync("Q&A", default);

        server.Requests.Single().Uri.ShouldBe(new Uri("https://slack.com/api/conversations.setTopic"));
        server.Requests.Single().Body.ShouldBe("""{"channel":"C0123","topic":"Q\u0026A"}""");
        server.Requests.Single().Headers["Content-Type"].ShouldBe("application/json; charset=utf-8");
        Channel(server).MaxTopicLength.ShouldBe(250);
    }

    [Theory]
    [InlineData("not_in_channel", "ChatForbidden", FailureKind.Unreachable, "invite the app")]
    [InlineData("invalid_auth", "ChatForbidden", FailureKind.Unreachable, "env:SOME_TOKEN")]
    [InlineData("missing_scope", "ChatForbidden", FailureKind.Unreachable, "channels:write.topic")]
    [InlineData("channel_not_found", "ChatNotFound", FailureKind.Usage, "channel's id")]
    [InlineData("fatal_error", "ChatUnreachable", FailureKind.Unreachable, "run it again")]
    [InlineData("too_long", "ChatRefused", FailureKind.Refused, "250 characters")]
    [InlineData("is_archived", "ChatRefused", FailureKind.Refused, "code")]
    public async Task A_no_in_an_OK_answer_is_a_failure_with_its_own_next_action(string code, string id, FailureKind kind, string next)
    {
        FakeServer server = new(() => Json($$"""{"ok": false, "error": "{{code}}"{{(code == "missing_scope" ? ", \"needed\": \"channels:write.topic\", \"provided\": \"chat:write\"" : "")}}}"""));

        Failure failure = await Calling.FailureOfAsync(() => Channel(server).SetTopicAsync("x", default));

        failure.Id.ShouldBe(id);
        failure.Kind.ShouldBe(kind);
        failure.Cause.ShouldNotBeNull().ShouldStartWith(code);
        failure.NextAction.ShouldNotBeNull().ShouldContain(next);
        failure.Target.ShouldBe("Slack slack.com");
    }

    private static SlackChannel Channel(FakeServer server) => new(
        new ChannelDefinition { Name = "slack", Kind = ChannelKind.Slack, Room = "C0123", Token = KnownSecrets.Reference },
        new KnownSecrets(server.Redactor),
        server.Pipeline);
}
